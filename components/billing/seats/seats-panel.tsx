'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { SeatsPreview, SeatsView } from '@/lib/billing/schema'
import { AddSeats } from './add-seats'
import { dayWords, seatWords } from './seat-words'

/** How many seats there are and who has them; adding some and giving some up. */
export function SeatsPanel({
  view,
  locale,
  timeZone,
}: {
  view: SeatsView
  locale: string
  timeZone: string
}) {
  const [open, setOpen] = useState<SeatsPreview['kind'] | null>(null)
  const { paid, usable, until, members, invitations, canChange } = view
  const taken = members + invitations
  const spare = Math.max(0, paid - Math.max(1, taken))
  const day = dayWords(until, { locale, timeZone })
  return (
    <div className="flex flex-col gap-4">
      <p>
        {taken} of {seatWords(usable)} taken: {members} {members === 1 ? 'member' : 'members'}
        {invitations > 0 && ` and ${invitations} ${invitations === 1 ? 'invitation' : 'invitations'}`}.{' '}
        <span className="text-ink-muted">What all seats bring is shared in your team.</span>
      </p>
      {members > usable && (
        <Notice tone="warning">
          There are more members than seats: {members - usable} of them can read and not write until there is
          a seat for them.
        </Notice>
      )}
      {usable > paid && (
        <Notice>
          {seatWords(usable - paid)} {usable - paid === 1 ? 'ends' : 'end'} on {day}. From then on {paid}{' '}
          {paid === 1 ? 'is' : 'are'} paid.
        </Notice>
      )}
      {canChange ? (
        <div className="flex flex-wrap gap-3">
          {usable > paid ? (
            <Button onClick={() => setOpen('keep')}>Keep {seatWords(usable - paid)}</Button>
          ) : (
            <Button onClick={() => setOpen('add')}>Add seats</Button>
          )}
          {spare > 0 && (
            <Button variant="ghost" onClick={() => setOpen('giveUp')}>
              Give up seats
            </Button>
          )}
        </div>
      ) : (
        <p className="text-ink-muted">The plan ends, and its seats with it. Keep the plan to change them.</p>
      )}
      {open && (
        <AddSeats
          kind={open}
          most={open === 'add' ? undefined : open === 'keep' ? usable - paid : spare}
          locale={locale}
          timeZone={timeZone}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  )
}
