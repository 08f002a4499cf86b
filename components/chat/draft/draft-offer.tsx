'use client'

import { useSyncExternalStore } from 'react'
import { Button } from '@/components/ui/button'
import type { DraftKeeper } from './draft-keeper'

/** Another device has other words for this place: the person says which of the two go on. */
export function DraftOffer({ keeper, onDecided }: { keeper: DraftKeeper; onDecided: () => void }) {
  const { draft } = useSyncExternalStore(keeper.offer.subscribe, keeper.offer.read, keeper.offer.read)
  if (!draft) return null

  function decide(theirs: boolean) {
    void keeper.decide(theirs)
    onDecided()
  }

  return (
    <section aria-label="Draft of another device" className="border-b px-4 py-3">
      <p role="status">You have written something else here on another device:</p>
      <p dir="auto" className="my-1.5 line-clamp-3 text-ink-muted [overflow-wrap:anywhere]">
        {draft.text.slice(0, 500)}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={() => decide(true)}>
          Use that
        </Button>
        <Button size="sm" variant="ghost" onClick={() => decide(false)}>
          Keep what is here
        </Button>
      </div>
    </section>
  )
}
