'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { useSubmit } from '@/components/actions/use-call'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/form/field'
import { Input } from '@/components/ui/form/input'
import { Notice } from '@/components/ui/notice'
import { toast } from '@/components/ui/overlay/toast-store'
import { giveCredits } from '@/lib/billing/actions'
import { CREDIT_MAX, NOTE_MAX } from '@/lib/billing/limits'
import type { GivenCreditsRow } from '@/lib/billing/schema'
import { newId } from '@/lib/core/ids'
import { TEAM_HELP } from './given-plans'

type GivenCreditsProps = { rows: readonly GivenCreditsRow[]; locale: string; timeZone: string }

/** Messages that people were given, and the form that gives some. */
export function GivenCredits({ rows, locale, timeZone }: GivenCreditsProps) {
  const day = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'medium' })
  const number = new Intl.NumberFormat(locale)
  return (
    <section aria-labelledby="given-messages" className="flex flex-col gap-4 border-t pt-8">
      <h2 id="given-messages" className="font-medium text-base">
        Given messages
      </h2>
      <p className="text-ink-muted">
        Prepaid messages for when somebody's plan is used up. They see them under Settings, Billing, with your
        words, and in their security log. What is given stays given.
      </p>
      {rows.length > 0 && (
        <ul aria-label="Given messages" className="flex flex-col divide-y rounded-card border">
          {rows.map(({ id, name, messages, note, at }) => (
            <li key={id} className="flex items-baseline justify-between gap-4 px-4 py-3">
              <div className="min-w-0 [overflow-wrap:anywhere]">
                <p>{name}</p>
                <p className="text-ink-muted">{note}</p>
              </div>
              <p className="shrink-0 text-end tabular-nums">
                {number.format(messages)}
                <time dateTime={at} className="block text-ink-muted">
                  {day.format(new Date(at))}
                </time>
              </p>
            </li>
          ))}
        </ul>
      )}
      <GiveForm />
    </section>
  )
}

const FIELDS = ['email', 'team', 'messages', 'note'] as const

function GiveForm() {
  const router = useRouter()
  // A new one when it has worked: pressed twice, it gives once.
  const [id, setId] = useState(newId)
  const { error, pending, form } = useSubmit(
    FIELDS,
    (draft) => callAction(() => giveCredits({ ...draft, id, messages: Number(draft.messages) })),
    ({ name }) => {
      toast({ title: `${name} has the messages now.` })
      setId(newId())
      router.refresh()
    },
  )
  const wrong = error?.fields
  return (
    <form key={id} {...form} className="flex flex-col gap-4 rounded-card border p-4">
      <div className="grid gap-4 sm:grid-cols-[1fr_1fr_8rem]">
        <Field name="email" id="credits-email" label="E-mail" error={wrong?.['email']}>
          <Input type="email" autoComplete="off" maxLength={200} />
        </Field>
        <Field name="team" id="credits-team" label="Team" help={TEAM_HELP} error={wrong?.['team']}>
          <Input autoComplete="off" maxLength={80} />
        </Field>
        <Field name="messages" label="Messages" error={wrong?.['messages']}>
          <Input type="number" inputMode="numeric" min={1} max={CREDIT_MAX} />
        </Field>
      </div>
      <Field name="note" id="credits-note" label="Why" help="The person reads this." error={wrong?.['note']}>
        <Input maxLength={NOTE_MAX} autoComplete="off" />
      </Field>
      {error && !wrong && (
        <Notice tone="danger" live>
          {error.message}
        </Notice>
      )}
      <Button type="submit" className="self-start" loading={pending}>
        Give the messages
      </Button>
    </form>
  )
}
