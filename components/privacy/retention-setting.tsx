'use client'

import { useState } from 'react'
import { type ActionError, callAction } from '@/components/actions/call-action'
import { Segmented } from '@/components/ui/form/segmented'
import { Notice } from '@/components/ui/notice'
import { AlertDialog } from '@/components/ui/overlay/alert-dialog'
import { changeRetention, countOldConversations } from '@/lib/privacy/actions'
import { RETENTION_CHOICES } from '@/lib/privacy/limits'
import type { Retention } from '@/lib/privacy/schema'

type Days = Retention['days']

const OPTIONS = [
  { value: 'never', label: 'Never' },
  ...RETENTION_CHOICES.map((days) => ({
    value: String(days),
    label: days === 365 ? '1 year' : `${days} days`,
  })),
]

const toDays = (value: string) => (value === 'never' ? null : (Number(value) as Days))

/** Lets conversations go that nobody has written in for a while. Asks first when some would go at once. */
export function RetentionSetting({ initial }: { initial: Days }) {
  const [days, setDays] = useState<Days>(initial)
  // What was pressed, until it is known whether it holds.
  const [chosen, setChosen] = useState<Days>(initial)
  const [asked, setAsked] = useState<{ days: Days; count: number } | null>(null)
  const [pending, setPending] = useState(false)
  const [saved, setSaved] = useState(false)
  const [error, setError] = useState<ActionError | null>(null)

  async function choose(next: Days) {
    setChosen(next)
    setSaved(false)
    setError(null)
    const counted = await callAction(() => countOldConversations({ days: next }))
    if (!counted.ok) refuse(counted.error)
    else if (counted.data.count > 0) setAsked({ days: next, count: counted.data.count })
    else await save(next)
  }

  function refuse(problem: ActionError) {
    setChosen(days)
    setError(problem)
  }

  function turnAway() {
    setAsked(null)
    setChosen(days)
  }

  async function save(next: Days) {
    setPending(true)
    const result = await callAction(() => changeRetention({ days: next }))
    setPending(false)
    setAsked(null)
    if (!result.ok) return refuse(result.error)
    setDays(result.data.days)
    setSaved(true)
  }

  const many = asked?.count === 1 ? '1 conversation' : `${asked?.count ?? 0} conversations`
  return (
    <div className="flex flex-col items-start gap-4">
      <p className="text-ink-muted">
        Conversations in which nobody has written for this long are deleted for good, with everything in them.
        Pinned conversations are kept: pinning says that they matter to you. What Numina remembers from them
        stays until you have it forgotten.
      </p>
      <Segmented
        legend="Delete conversations after"
        name="retention"
        options={OPTIONS}
        value={chosen === null ? 'never' : String(chosen)}
        onChange={(value) => void choose(toDays(value))}
        aside={
          <span role="status" className="text-ink-muted text-xs">
            {saved && 'Saved'}
          </span>
        }
        help="Numina looks every hour. A deletion by this setting cannot be taken back."
      />
      {error && (
        <Notice tone="danger" live>
          {error.message}
        </Notice>
      )}
      <AlertDialog
        open={asked !== null}
        onOpenChange={(open) => !open && turnAway()}
        title={`Delete ${many}?`}
        description={`${many} that nobody has written in for ${asked?.days ?? 0} days will be deleted now, and others when they are as old. This cannot be undone.`}
        confirm={`Delete ${many}`}
        pending={pending}
        onConfirm={() => asked && save(asked.days)}
      />
    </div>
  )
}
