'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { type ActionError, callAction } from '@/components/actions/call-action'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/form/field'
import { Input } from '@/components/ui/form/input'
import { Notice } from '@/components/ui/notice'
import { AlertDialog } from '@/components/ui/overlay/alert-dialog'
import { deleteInsights } from '@/lib/insight/actions'
import { plural } from '../words'

type Days = { first: string; last: string }

/** Deletes a day, some days, or everything. */
export function DeleteInsights({ today }: { today: string }) {
  const router = useRouter()
  const [days, setDays] = useState<Days>({ first: today, last: today })
  const [asked, setAsked] = useState<{ days: Days | null } | null>(null)
  const [pending, setPending] = useState(false)
  const [done, setDone] = useState<string | null>(null)
  const [error, setError] = useState<ActionError | null>(null)

  async function remove() {
    if (!asked) return
    setPending(true)
    setError(null)
    setDone(null)
    const result = await callAction(() => deleteInsights(asked))
    setPending(false)
    setAsked(null)
    if (!result.ok) return setError(result.error)
    const { readings, checkIns, reflections } = result.data
    setDone(
      `Deleted: ${plural(readings, 'reading')}, ${plural(checkIns, 'check-in')} and ${plural(reflections, 'reflection')}.`,
    )
    router.refresh()
  }

  const isDay = days.first === days.last
  const wrong = days.first === '' || days.last === '' || days.first > days.last
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-end gap-3">
        {(['first', 'last'] as const).map((which) => (
          <Field
            key={which}
            name={`delete-${which}`}
            label={which === 'first' ? 'From' : 'Through'}
            className="w-40"
          >
            <Input
              type="date"
              max={today}
              value={days[which]}
              onChange={(event) => setDays({ ...days, [which]: event.currentTarget.value })}
            />
          </Field>
        ))}
        <Button disabled={wrong} onClick={() => setAsked({ days })}>
          {isDay ? 'Delete this day' : 'Delete these days'}
        </Button>
        <Button variant="ghost" className="text-danger" onClick={() => setAsked({ days: null })}>
          Delete everything
        </Button>
      </div>
      <p role="status" className="text-ink-muted">
        {done}
      </p>
      {error && (
        <Notice tone="danger" live>
          {error.fields ? Object.values(error.fields)[0] : error.message}
        </Notice>
      )}
      <AlertDialog
        open={asked !== null}
        onOpenChange={(open) => !open && setAsked(null)}
        title={asked?.days ? (isDay ? 'Delete this day?' : 'Delete these days?') : 'Delete everything?'}
        description={`Readings, check-ins${asked?.days ? ' and reflections that look back at any of it' : ', reflections, and what was learnt from your corrections'} are deleted. Your conversations stay. This cannot be undone.`}
        confirm={asked?.days ? (isDay ? 'Delete this day' : 'Delete these days') : 'Delete everything'}
        pending={pending}
        onConfirm={() => void remove()}
      />
    </div>
  )
}
