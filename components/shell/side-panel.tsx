'use client'

import { createContext, type ReactNode, use, useCallback, useMemo, useRef, useState } from 'react'
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

export function useSidePanels(): SidePanelContextValue {
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
