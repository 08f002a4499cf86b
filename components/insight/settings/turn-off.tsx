'use client'

import { useState } from 'react'
import { Checkbox } from '@/components/ui/form/checkbox'
import { AlertDialog } from '@/components/ui/overlay/alert-dialog'
import type { InsightSettings } from '@/lib/insight/schema'
import { plural } from '../words'

type TurnOffProps = {
  counts: InsightSettings['counts']
  pending: boolean
  onConfirm: (withOwn: boolean) => void
  onClose: () => void
}

/** Asks before everything that was read is deleted. */
export function TurnOff({ counts, pending, onConfirm, onClose }: TurnOffProps) {
  const [withOwn, setWithOwn] = useState(false)
  const own = `${plural(counts.checkIns, 'check-in')} and ${plural(counts.reflections, 'reflection')}`
  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Turn emotional insight off?"
      description={`${plural(counts.readings, 'reading')} will be deleted, with your corrections and what was learnt from them. This cannot be undone. Your conversations stay.`}
      confirm="Turn off and delete"
      pending={pending}
      onConfirm={() => onConfirm(withOwn)}
    >
      {counts.checkIns + counts.reflections > 0 && (
        <Checkbox
          name="insight-with-own"
          label={`Also delete what I said myself: ${own}`}
          onChange={setWithOwn}
        />
      )}
    </AlertDialog>
  )
}
