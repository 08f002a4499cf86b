'use client'

import { useRouter } from 'next/navigation'
import { callAction } from '@/components/actions/call-action'
import { useCall } from '@/components/actions/use-call'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/overlay/toast-store'
import { withdrawQuote } from '@/lib/quotes/actions'
import type { QuoteDto, QuoteStatus } from '@/lib/quotes/schema'
import { QuoteWords } from './quote-words'

const STATES: Record<QuoteStatus, string> = {
  open: 'Not answered yet',
  answered: 'Answered by mail',
  closed: 'Closed',
  withdrawn: 'Withdrawn',
}

/** A request of one's own, with what was answered. */
export function OwnQuote({ quote, locale, timeZone }: { quote: QuoteDto; locale: string; timeZone: string }) {
  const router = useRouter()
  const { error, pending, run } = useCall()
  const isLive = quote.status === 'open' || quote.status === 'answered'
  const withdraw = () =>
    run(
      () => callAction(() => withdrawQuote({ id: quote.id })),
      () => {
        toast({ title: 'Your request is withdrawn.' })
        router.refresh()
      },
    )
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-64">
        <p className="font-medium">{STATES[quote.status]}</p>
        <QuoteWords quote={quote} locale={locale} timeZone={timeZone} />
        {error && <p className="text-danger">{error.message}</p>}
      </div>
      {isLive && (
        <Button size="sm" loading={pending} onClick={() => void withdraw()}>
          Withdraw
        </Button>
      )}
    </li>
  )
}
