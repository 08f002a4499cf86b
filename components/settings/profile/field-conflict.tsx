'use client'

import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'

/** Two windows have changed one field: the person says which of the two stays. */
export function FieldConflict({
  theirs,
  onTake,
  onKeep,
}: {
  /** What the other window has put there, in words. */
  theirs: string
  onTake: () => void
  onKeep: () => void
}) {
  return (
    <Notice tone="warning" live className="mt-1.5">
      <p>
        {theirs === '' ? 'In another window it is empty now.' : 'In another window it is now:'}
        {theirs !== '' && (
          <span dir="auto" className="mt-1 line-clamp-3 block text-ink-muted [overflow-wrap:anywhere]">
            {theirs}
          </span>
        )}
      </p>
      <div className="mt-2 flex flex-wrap gap-2">
        <Button size="sm" onClick={onTake}>
          Use that
        </Button>
        <Button size="sm" variant="ghost" onClick={onKeep}>
          Keep what is here
        </Button>
      </div>
    </Notice>
  )
}
