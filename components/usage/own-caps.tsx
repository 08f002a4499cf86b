'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { useSubmit } from '@/components/actions/use-call'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/form/field'
import { Input } from '@/components/ui/form/input'
import { Notice } from '@/components/ui/notice'
import { setCaps } from '@/lib/usage/actions'
import { CAP_MAX } from '@/lib/usage/limits'
import type { UsageView } from '@/lib/usage/schema'
import { sayNumber } from './words'

const FIELDS = ['day', 'month'] as const
const LABELS = { day: 'Messages a day', month: 'Messages a month' }
const numberIn = (text: string) => (text.trim() === '' ? null : Number(text))

/** How many messages somebody allows themselves; empty is as many as the plan does. */
export function OwnCaps({ caps, ofPlan, locale }: Pick<UsageView, 'caps' | 'ofPlan'> & { locale: string }) {
  const router = useRouter()
  const [isSaved, setIsSaved] = useState(false)
  const { error, pending, form } = useSubmit(
    FIELDS,
    ({ day, month }) => callAction(() => setCaps({ day: numberIn(day), month: numberIn(month) })),
    () => {
      setIsSaved(true)
      router.refresh()
    },
  )
  const wrong = error?.fields
  return (
    <form {...form} onChange={() => setIsSaved(false)} className="flex flex-col gap-4">
      <p className="text-ink-muted">
        Allow yourself less than you could have. At this limit Numina stops before a model is asked, and you
        can raise it at any time.
      </p>
      <div className="grid gap-4 sm:grid-cols-2">
        {FIELDS.map((name) => (
          <Field
            key={name}
            name={name}
            label={LABELS[name]}
            help={
              ofPlan[name] === null
                ? 'Empty: no limit.'
                : `Empty: the ${sayNumber(ofPlan[name], locale)} of your plan.`
            }
            error={wrong?.[name]}
          >
            <Input
              type="number"
              inputMode="numeric"
              min={1}
              max={CAP_MAX}
              step={1}
              defaultValue={caps[name] ?? ''}
            />
          </Field>
        ))}
      </div>
      {error && !wrong && (
        <Notice tone="danger" live>
          {error.message}
        </Notice>
      )}
      <div className="flex items-center gap-3">
        <Button type="submit" loading={pending}>
          Save the limit
        </Button>
        <span role="status" className="text-ink-muted">
          {isSaved && 'Saved'}
        </span>
      </div>
    </form>
  )
}
