'use client'

import { X } from 'lucide-react'
import {
  createContext,
  type KeyboardEvent,
  type ReactNode,
  use,
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react'
import { createPortal } from 'react-dom'
import { IconButton } from '@/components/ui/icon-button'
import { useMediaQuery } from '@/components/ui/use-media-query'

type SidePanelContextValue = {
  /** Which panel is open, and the how manieth opening this is: focus goes in at each. */
  opening: { id: string; count: number; focus: boolean } | null
  slot: HTMLElement | null
  open(id: string, options?: { focus: boolean }): void
  close(): void
  /** Brings the focus back to where it was before the panel opened, when closing has left it nowhere. */
  restoreFocus(): void
}

const SidePanelContext = createContext<SidePanelContextValue | null>(null)

function useSidePanels(): SidePanelContextValue {
  const value = use(SidePanelContext)
  if (!value) throw new Error('outside of <SidePanels>')
  return value
}

/** A page with room for one panel at its right: beside it, over it under 1100 px, instead of it on phones. */
export function SidePanels({ children }: { children: ReactNode }) {
  const [opening, setOpening] = useState<SidePanelContextValue['opening']>(null)
  const [slot, setSlot] = useState<HTMLElement | null>(null)
  const opener = useRef<Element | null>(null)
  const isPhone = useMediaQuery('(max-width: 767px)')

  const open = useCallback(
    (id: string, { focus } = { focus: true }) => {
      if (!slot?.contains(document.activeElement)) opener.current = document.activeElement
      setOpening((before) => ({ id, count: (before?.count ?? 0) + 1, focus }))
    },
    [slot],
  )
  const close = useCallback(() => setOpening(null), [])
  const value = useMemo(
    () => ({
      opening,
      slot,
      open,
      close,
      restoreFocus: () => {
        if (document.activeElement !== document.body) return
        const { current } = opener
        const target = current?.isConnected ? current : document.getElementById('content')
        if (target instanceof HTMLElement) target.focus({ preventScroll: true })
      },
    }),
    [opening, slot, open, close],
  )

  return (
    <SidePanelContext value={value}>
      <div className="relative flex min-h-0 flex-1">
        <div inert={isPhone && opening !== null} className="flex min-w-0 flex-1 flex-col">
          {children}
        </div>
        <div ref={setSlot} className="contents" />
      </div>
    </SidePanelContext>
  )
}

/** Opens and closes the panel of this name; opening one closes any other. The focus goes in, unless it is told not to. */
export function useSidePanel(id: string) {
  const { opening, open: openPanel, close } = useSidePanels()
  const isOpen = opening?.id === id
  const open = useCallback((options?: { focus: boolean }) => openPanel(id, options), [openPanel, id])
  return useMemo(() => ({ isOpen, open, close }), [isOpen, open, close])
}

type SidePanelProps = {
  id: string
  title: string
  /** Buttons in the panel's bar. */
  actions?: ReactNode
  children: ReactNode
}

/** What the panel of this name shows while it is open. Stands anywhere inside of <SidePanels>. */
export function SidePanel({ id, ...content }: SidePanelProps) {
  const { opening, slot } = useSidePanels()
  if (opening?.id !== id || !slot) return null
  return createPortal(<OpenPanel count={opening.count} takesFocus={opening.focus} {...content} />, slot)
}

type OpenPanelProps = Omit<SidePanelProps, 'id'> & { count: number; takesFocus: boolean }

function OpenPanel({ count, takesFocus, title, actions, children }: OpenPanelProps) {
  const { close, restoreFocus } = useSidePanels()
  const panel = useRef<HTMLElement>(null)
  const titleId = useId()

  // biome-ignore lint/correctness/useExhaustiveDependencies: every opening counts, also of a panel that is open.
  useEffect(() => {
    if (takesFocus) panel.current?.focus()
  }, [count])
  useEffect(() => restoreFocus, [restoreFocus])

  function press(event: KeyboardEvent) {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.stopPropagation()
    close()
  }

  return (
    <section
      ref={panel}
      aria-labelledby={titleId}
      tabIndex={-1}
      onKeyDown={press}
      className="fixed inset-0 z-30 flex animate-fade-in flex-col bg-surface outline-none md:absolute md:inset-y-0 md:start-auto md:end-0 md:z-20 md:w-[min(36rem,85%)] md:border-s md:shadow-float min-[68.75rem]:relative min-[68.75rem]:w-2/5 min-[68.75rem]:shadow-none"
    >
      <header className="flex min-h-12 shrink-0 items-center gap-1 border-b px-safe-3 pt-safe-0">
        <h2 id={titleId} dir="auto" className="me-auto min-w-0 truncate font-medium">
          {title}
        </h2>
        {actions}
        <IconButton label="Close the panel" onClick={close}>
          <X />
        </IconButton>
      </header>
      <div className="flex min-h-0 flex-1 flex-col pb-safe-0">{children}</div>
    </section>
  )
}
