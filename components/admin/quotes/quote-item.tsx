'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { useCall, useSubmit } from '@/components/actions/use-call'
import { QuoteWords } from '@/components/quotes/quote-words'
import { Button } from '@/components/ui/button'
import { buttonStyles } from '@/components/ui/button-styles'
import { Field } from '@/components/ui/form/field'
import { Textarea } from '@/components/ui/form/textarea'
import { toast } from '@/components/ui/overlay/toast-store'
import { answerQuote, closeQuote } from '@/lib/quotes/actions'
import { ANSWER_MAX } from '@/lib/quotes/limits'
import type { QuoteRow, QuoteStatus } from '@/lib/quotes/schema'

const STATES: Record<QuoteStatus, string> = {
  open: 'Open',
  answered: 'Answered',
  closed: 'Closed',
  withdrawn: 'Withdrawn by the person',
}

type QuoteItemProps = { row: QuoteRow; plan: string | null; locale: string; timeZone: string }

/** One request, and what whoever runs this Numina does with it. */
export function QuoteItem({ row, plan, locale, timeZone }: QuoteItemProps) {
  const { id, name, email, team, reach, seats, status } = row
  const [isAnswering, setIsAnswering] = useState(false)
  const router = useRouter()
  const { error, pending, run } = useCall()
  const isLive = status === 'open' || status === 'answered'
  const close = () =>
    run(
      () => callAction(() => closeQuote({ id })),
      () => {
        toast({ title: `The request of ${name} is closed.` })
        router.refresh()
      },
    )
  const wish = { give: email ?? '', team: team ?? '', plan: plan ?? '', seats: String(seats) }
  const give = `/admin/billing?${new URLSearchParams(wish)}#give`
  return (
    <li className="flex flex-col gap-2 px-4 py-3">
      <p className="[overflow-wrap:anywhere]">
        <span className="font-medium">{name}</span>{' '}
        <span className={status === 'open' ? 'text-accent' : 'text-ink-muted'}>{STATES[status]}</span>
        <span className="block text-ink-muted">
          {email}
          {reach !== email && `, to be reached: ${reach}`}
          {team && `, for the team ${team}`}
        </span>
      </p>
      <div>
        <QuoteWords quote={row} locale={locale} timeZone={timeZone} />
      </div>
      {error && <p className="text-danger">{error.message}</p>}
      {isAnswering && isLive ? (
        <AnswerForm id={id} name={name} onDone={() => setIsAnswering(false)} />
      ) : (
        isLive && (
          <div className="flex flex-wrap gap-2 pt-1">
            <Button size="sm" aria-label={`Answer ${name}`} onClick={() => setIsAnswering(true)}>
              Answer
            </Button>
            {plan && email && (
              <Link href={give} aria-label={`Give ${name} a plan`} className={buttonStyles({ size: 'sm' })}>
                Give the plan
              </Link>
            )}
            <Button
              size="sm"
              variant="ghost"
              loading={pending}
              aria-label={`Close the request of ${name}`}
              onClick={() => void close()}
            >
              Close
            </Button>
          </div>
        )
      )}
    </li>
  )
}

function AnswerForm({ id, name, onDone }: { id: string; name: string; onDone: () => void }) {
  const router = useRouter()
  const { error, pending, form } = useSubmit(
    ['text'],
    ({ text }) => callAction(() => answerQuote({ id, text })),
    () => {
      toast({ title: `${name} gets your answer by mail.` })
      onDone()
      router.refresh()
    },
  )
  return (
    <form {...form} className="flex flex-col gap-3 pt-1">
      <Field
        name="text"
        label={`Answer to ${name}`}
        help="It is sent by mail, and stands in their settings."
        error={error?.fields?.['text']}
      >
        <Textarea autoFocus rows={5} maxLength={ANSWER_MAX} />
      </Field>
      {error && !error.fields && <p className="text-danger">{error.message}</p>}
      <div className="flex gap-2">
        <Button type="submit" size="sm" variant="primary" loading={pending}>
          Send the answer
        </Button>
        <Button type="button" size="sm" variant="ghost" onClick={onDone}>
          Not now
        </Button>
      </div>
    </form>
  )
}
