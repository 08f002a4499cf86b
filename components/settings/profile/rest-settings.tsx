'use client'

import { useState } from 'react'
import { type ActionError, callAction } from '@/components/actions/call-action'
import { Field } from '@/components/ui/form/field'
import { Select } from '@/components/ui/form/select'
import { Switch } from '@/components/ui/form/switch'
import { Notice } from '@/components/ui/notice'
import { changeRest } from '@/lib/accounts/actions'
import type { Rest } from '@/lib/accounts/schema'

const HOURS = Array.from({ length: 24 }, (_, hour) => hour)

/** When somebody is told that it is late. Younger people see why they cannot change it. */
export function RestSettings({ initial }: { initial: Rest }) {
  const [rest, setRest] = useState(initial)
  const [busy, setBusy] = useState(false)
  const [saved, setSaved] = useState(false)
  const [error, setError] = useState<ActionError | null>(null)

  async function change(wish: Partial<Pick<Rest, 'isOn' | 'from' | 'to'>>) {
    setBusy(true)
    setSaved(false)
    setError(null)
    const before = rest
    setRest({ ...rest, ...wish })
    const result = await callAction(() => changeRest(wish))
    setBusy(false)
    setSaved(result.ok)
    setRest(result.ok ? result.data : before)
    if (!result.ok) setError(result.error)
  }

  if (rest.isYoung)
    return (
      <p className="text-ink-muted">
        Numina tells you when you write for long after 22:00, or for more than an hour on end. By your
        birthday you are under 18: until then this stays on.
      </p>
    )
  return (
    <div className="flex flex-col gap-5">
      <Switch
        id="rest-on"
        label="Tell me when it gets late"
        help="A line above the message field, when you have been writing for half an hour in these hours, or for two hours on end. It never keeps you from writing. What it goes by stays in this browser."
        isOn={rest.isOn}
        isBusy={busy}
        onChange={(isOn) => void change({ isOn })}
      />
      {rest.isOn && (
        <div className="flex flex-wrap gap-4">
          <HourField label="From" value={rest.from} onChoose={(from) => void change({ from })} />
          <HourField label="Until" value={rest.to} onChoose={(to) => void change({ to })} />
        </div>
      )}
      <p role="status" className="text-ink-muted text-xs empty:hidden">
        {saved && 'Saved'}
      </p>
      {error && (
        <Notice tone="danger" live>
          {error.message}
        </Notice>
      )}
    </div>
  )
}

function HourField({
  label,
  value,
  onChoose,
}: {
  label: string
  value: number
  onChoose: (hour: number) => void
}) {
  return (
    <Field name={`rest-${label.toLowerCase()}`} label={label}>
      <Select className="w-28" value={value} onChange={(event) => onChoose(Number(event.target.value))}>
        {HOURS.map((hour) => (
          <option key={hour} value={hour}>
            {`${String(hour).padStart(2, '0')}:00`}
          </option>
        ))}
      </Select>
    </Field>
  )
}
