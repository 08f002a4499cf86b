'use client'

import { X } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react'
import { createPortal } from 'react-dom'
import { IconButton } from '@/components/ui/icon-button'
import { useSidePanels } from './side-panel'

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
