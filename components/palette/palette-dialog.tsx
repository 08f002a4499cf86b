'use client'

import { Dialog as Radix } from 'radix-ui'
import { useRef, useState } from 'react'
import { scrimStyles } from '@/components/ui/overlay/dialog'
import { escapes } from '@/components/ui/overlay/escapes'
import { giveFocusBack } from '@/components/ui/overlay/last-focus'
import type { Entry } from './entry'
import { PaletteModels } from './palette-models'
import { PaletteSearch } from './palette-search'

/** The palette over the page; the whole screen on phones. */
export function PaletteDialog({
  open,
  onOpenChange,
}: {
  open: boolean
  onOpenChange: (open: boolean) => void
}) {
  const [view, setView] = useState<'search' | 'models'>('search')
  const chosen = useRef<Entry | null>(null)

  function change(next: boolean) {
    if (!next) setView('search')
    onOpenChange(next)
  }

  function run(entry: Entry) {
    if (entry.stays) return entry.run()
    chosen.current = entry
    change(false)
  }

  /** What was chosen happens once the page has its focus back: it may want to put it elsewhere. */
  function closed(event: Event) {
    giveFocusBack(event)
    const entry = chosen.current
    chosen.current = null
    if (entry) setTimeout(() => entry.run())
  }

  return (
    <Radix.Root open={open} onOpenChange={change}>
      <Radix.Portal>
        <Radix.Overlay className={scrimStyles} />
        <Radix.Content
          aria-describedby={undefined}
          onCloseAutoFocus={closed}
          {...escapes(() => (view === 'search' ? change(false) : setView('search')))}
          className="fixed inset-0 z-50 flex animate-fade-in flex-col bg-surface-raised pt-safe-0 text-ink text-sm outline-none md:inset-x-0 md:top-[12vh] md:bottom-auto md:mx-auto md:max-h-[min(36rem,76vh)] md:w-[40rem] md:overflow-hidden md:rounded-card md:border md:shadow-float"
        >
          <Radix.Title className="sr-only">Search and go to</Radix.Title>
          {view === 'search' ? (
            <PaletteSearch onRun={run} onModels={() => setView('models')} />
          ) : (
            <PaletteModels onRun={run} onBack={() => setView('search')} />
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
