import type { CreditEntryDto, CreditKind } from '@/lib/billing/schema'
import { formatMoney } from '@/lib/core/money'

const WORDS: Record<CreditKind, string> = {
  bought: 'Bought',
  topped_up: 'Bought by itself',
  given: 'Given by whoever runs this Numina',
  returned: 'Taken back, since the payment was refunded',
}

type LedgerProps = { entries: readonly CreditEntryDto[]; locale: string; timeZone: string }

/** What was put into the wallet and taken back, the newest first. */
export function Ledger({ entries, locale, timeZone }: LedgerProps) {
  const day = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'medium' })
  const count = new Intl.NumberFormat(locale, { signDisplay: 'exceptZero' })
  return (
    <ul aria-label="Prepaid messages" className="flex flex-col divide-y rounded-card border">
      {entries.map(({ id, kind, messages, amount, currency, note, at }) => (
        <li key={id} className="flex items-baseline gap-3 px-4 py-3 tabular-nums sm:gap-4">
          <time dateTime={at} className="w-24 shrink-0 sm:w-32">
            {day.format(new Date(at))}
          </time>
          <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
            {WORDS[kind]}
            {amount !== null && currency && `, ${formatMoney(amount, currency, locale)}`}
            {note && <span className="block text-ink-muted">{note}</span>}
          </span>
          <span className="font-medium">{count.format(messages)}</span>
        </li>
      ))}
    </ul>
  )
}
