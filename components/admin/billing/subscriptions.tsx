import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Input } from '@/components/ui/form/input'
import type { SubscriptionRow } from '@/lib/billing/schema'
import { formatMoney } from '@/lib/core/money'

type SubscriptionsProps = {
  rows: readonly SubscriptionRow[]
  words: string
  locale: string
  timeZone: string
}

/** Who has subscribed; found by name or address. */
export function Subscriptions({ rows, words, locale, timeZone }: SubscriptionsProps) {
  const day = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'medium' })
  return (
    <section aria-labelledby="subscriptions" className="flex flex-col gap-4 border-t pt-8">
      <h2 id="subscriptions" className="font-medium text-base">
        Subscriptions
      </h2>
      <form method="get" className="flex gap-2">
        <Input
          type="search"
          name="words"
          aria-label="Search by name or e-mail"
          placeholder="Name or e-mail"
          defaultValue={words}
        />
        <Button type="submit">Search</Button>
      </form>
      {rows.length === 0 ? (
        <EmptyState title={words ? 'Nobody found' : 'Nobody has subscribed yet'} />
      ) : (
        <ul aria-label="Subscriptions" className="flex flex-col divide-y rounded-card border">
          {rows.map(
            ({
              id,
              name,
              customerId,
              plan,
              status,
              interval,
              currency,
              seats,
              monthly,
              periodEnd,
              cancelAt,
            }) => (
              <li
                key={id}
                className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 px-4 py-3"
              >
                <span className="min-w-0">
                  <span className="font-medium">{name}</span>{' '}
                  <code className="block text-ink-muted text-xs [overflow-wrap:anywhere]">{customerId}</code>
                </span>
                <span className="tabular-nums sm:text-end">
                  {plan}
                  {seats !== null && seats > 1 && `, ${seats} seats`}
                  {monthly !== null &&
                    currency &&
                    `, ${formatMoney(Math.round(monthly), currency, locale)} a month`}
                  <span className="block text-ink-muted">
                    {status.replaceAll('_', ' ')}
                    {interval && `, by the ${interval}`}
                    {cancelAt
                      ? `, ends ${day.format(new Date(cancelAt))}`
                      : periodEnd && `, until ${day.format(new Date(periodEnd))}`}
                  </span>
                </span>
              </li>
            ),
          )}
        </ul>
      )}
    </section>
  )
}
