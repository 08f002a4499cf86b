import type { InvoiceDto } from '@/lib/billing/schema'
import { formatMoney } from '@/lib/core/money'

const STATES: Record<string, string> = {
  paid: 'Paid',
  open: 'Open',
  void: 'Taken back',
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
        <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3 tabular-nums">
          <time dateTime={at} className="w-32">
            {day.format(new Date(at))}
          </time>
          <span className="min-w-24 flex-1">{formatMoney(total, currency, locale)}</span>
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
