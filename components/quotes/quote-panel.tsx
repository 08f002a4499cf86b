'use client'

import { useRouter } from 'next/navigation'
import { callAction } from '@/components/actions/call-action'
import { useSubmit } from '@/components/actions/use-call'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/form/field'
import { Input } from '@/components/ui/form/input'
import { Textarea } from '@/components/ui/form/textarea'
import { Notice } from '@/components/ui/notice'
import { toast } from '@/components/ui/overlay/toast-store'
import { askForQuote } from '@/lib/quotes/actions'
import { NEEDS_MAX, QUOTE_SEATS_MAX, REACH_MAX } from '@/lib/quotes/limits'
import type { QuoteDto, QuoteOffer } from '@/lib/quotes/schema'
import { OwnQuote } from './own-quote'

type QuotePanelProps = { offer: QuoteOffer; locale: string; timeZone: string }

/** What somebody asked for as a plan on request, and the form that asks. */
export default function QuotePanel({
  offer: { plan, address, requests },
  locale,
  timeZone,
}: QuotePanelProps) {
  const open = requests.find(({ status }) => status === 'open')
  const isAnswered = requests.some(({ status }) => status === 'answered')
  return (
    <div className="flex flex-col gap-4">
      {requests.length > 0 && (
        <ul aria-label="Your requests" className="flex flex-col divide-y rounded-card border">
          {requests.map((quote) => (
            <OwnQuote key={quote.id} quote={quote} locale={locale} timeZone={timeZone} />
          ))}
        </ul>
      )}
      {isAnswered ? (
        <p className="text-ink-muted">
          Your request was answered by mail: reply to it, or withdraw the request to ask anew.
        </p>
      ) : (
        <QuoteForm key={open?.id ?? requests.length} plan={plan} address={address} open={open} />
      )}
    </div>
  )
}

/** Other forms on the same page have fields called the same. */
const FIELDS = ['quoteSeats', 'needs', 'reach'] as const

function QuoteForm({ plan, address, open }: { plan: string; address: string; open: QuoteDto | undefined }) {
  const router = useRouter()
  const { error, pending, form } = useSubmit(
    FIELDS,
    ({ quoteSeats, ...draft }) => callAction(() => askForQuote({ ...draft, seats: quoteSeats })),
    () => {
      toast({
        title: open ? 'Your request is changed.' : 'Your request is sent.',
        description: 'It is answered by mail.',
      })
      router.refresh()
    },
  )
  const wrong = error?.fields
  return (
    <form {...form} aria-label={`Ask for ${plan}`} className="flex flex-col gap-4">
      <Field name="quoteSeats" label="For how many people" error={wrong?.['seats']} className="sm:max-w-48">
        <Input
          type="number"
          inputMode="numeric"
          min={1}
          max={QUOTE_SEATS_MAX}
          defaultValue={open?.seats ?? 10}
        />
      </Field>
      <Field
        name="needs"
        label="What you need"
        help="How you work, how much, from when: whatever an offer depends on."
        error={wrong?.['needs']}
      >
        <Textarea rows={4} maxLength={NEEDS_MAX} defaultValue={open?.needs ?? ''} />
      </Field>
      <Field
        name="reach"
        label="How to reach you"
        help={`The answer goes to ${address} by mail; say here what else is good.`}
        error={wrong?.['reach']}
      >
        <Input maxLength={REACH_MAX} defaultValue={open?.reach ?? address} />
      </Field>
      {error && !wrong && (
        <Notice tone="danger" live>
          {error.message}
        </Notice>
      )}
      <Button type="submit" className="self-start" loading={pending}>
        {open ? 'Change the request' : 'Ask for a quote'}
      </Button>
    </form>
  )
}
