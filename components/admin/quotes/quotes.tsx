'use client'

import { EmptyState } from '@/components/ui/empty-state'
import type { QuoteList } from '@/lib/quotes/schema'
import { QuoteItem } from './quote-item'

type QuotesProps = { list: QuoteList; locale: string; timeZone: string }

/** What people asked for as a plan on request: answered by mail, given, closed. */
export function Quotes({ list: { rows, plan, replyTo }, locale, timeZone }: QuotesProps) {
  const waiting = rows.filter(({ status }) => status === 'open').length
  return (
    <section aria-labelledby="quotes" className="flex flex-col gap-4 border-t pt-8">
      <h2 id="quotes" className="font-medium text-base">
        Requests for a quote
      </h2>
      {rows.length === 0 ? (
        <EmptyState title="Nobody has asked yet">
          Requests from the page of prices and from Settings, Billing arrive here and in your mail.
        </EmptyState>
      ) : (
        <>
          <p className="text-ink-muted">
            {waiting === 0
              ? 'All are answered.'
              : `${waiting} ${waiting === 1 ? 'waits' : 'wait'} for an answer.`}{' '}
            People reply to {replyTo}.
          </p>
          <ul aria-label="Requests for a quote" className="flex flex-col divide-y rounded-card border">
            {rows.map((row) => (
              <QuoteItem key={row.id} row={row} plan={plan} locale={locale} timeZone={timeZone} />
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
