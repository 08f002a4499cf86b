'use client'

import { Trash2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { callAction } from '@/components/actions/call-action'
import { IconButton } from '@/components/ui/icon-button'
import { toast } from '@/components/ui/overlay/toast-store'
import { removeCheckIn } from '@/lib/insight/actions'
import type { CheckInDto } from '@/lib/insight/schema'
import { colourOf, wordsOf } from '../charts/scale'
import { nameOf } from '../words'

/** The newest check-ins. */
export function CheckInList({
  checkIns,
  locale,
  timeZone,
}: {
  checkIns: readonly CheckInDto[]
  locale: string
  timeZone: string
}) {
  const router = useRouter()
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone })

  async function remove({ id, at }: CheckInDto) {
    const result = await callAction(() => removeCheckIn({ id }))
    if (!result.ok) return toast({ title: result.error.message, tone: 'danger' })
    toast({ title: `The check-in of ${format.format(new Date(at))} is deleted.` })
    router.refresh()
  }

  return (
    <ol aria-label="Check-ins" className="flex flex-col divide-y rounded-card border">
      {checkIns.map((each) => (
        <li key={each.id} className="flex items-start gap-3 px-4 py-3">
          <svg aria-hidden viewBox="0 0 24 24" className="mt-0.5 size-4 shrink-0">
            <circle cx="12" cy="12" r="11" fill={colourOf(each.valence)} />
          </svg>
          <div className="flex min-w-0 flex-1 flex-col gap-0.5">
            <p>
              <span className="first-letter:uppercase">{wordsOf(each.valence)}</span>
              {each.labels.length > 0 && `: ${each.labels.map(nameOf).join(', ')}`}
            </p>
            {each.note && (
              <p dir="auto" className="whitespace-pre-wrap [overflow-wrap:anywhere]">
                {each.note}
              </p>
            )}
            <p className="text-ink-muted text-xs">{format.format(new Date(each.at))}</p>
          </div>
          <IconButton label="Delete this check-in" size="sm" onClick={() => void remove(each)}>
            <Trash2 />
          </IconButton>
        </li>
      ))}
    </ol>
  )
}
