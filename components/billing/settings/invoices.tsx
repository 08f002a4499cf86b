import type { InvoiceDto } from '@/lib/billing/schema'
import { formatMoney } from '@/lib/core/money'

const STATES: Record<string, string> = {
  paid: 'Paid',
  open: 'Open',
  void: 'Not charged',
  uncollectible: 'Not paid',
}

/** Invoices, newest first. */
export function Invoices({
  invoices,
  locale,
  timeZone,
}: {
  invoices: readonly InvoiceDto[] | null
  locale: string
  timeZone: string
}) {
  if (!invoices)
    return (
      <p className="text-ink-muted">
        Invoices cannot be shown right now. They are safe; please look again in a minute.
      </p>
    )
  if (invoices.length === 0) return <p className="text-ink-muted">There are none yet.</p>
  const day = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'medium' })
  return (
    <ul className="flex flex-col divide-y rounded-card border">
      {invoices.map(({ id, number, at, total, currency, status, pdf, page }) => (
        <li key={id} className="flex items-center gap-3 px-4 py-3 tabular-nums sm:gap-4">
          <time dateTime={at} className="w-24 shrink-0 sm:w-32">
            {day.format(new Date(at))}
          </time>
          <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
            {formatMoney(total, currency, locale)}
          </span>
          <span className="text-ink-muted">{STATES[status] ?? status}</span>
          <span className="flex gap-3">
            {status === 'open' && page && (
              <a href={page} className="text-accent underline underline-offset-2">
                Pay
              </a>
            )}
            {pdf && (
              <a
                href={pdf}
                aria-label={`Invoice ${number} as PDF`}
                className="text-accent underline underline-offset-2"
              >
                PDF
              </a>
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}
