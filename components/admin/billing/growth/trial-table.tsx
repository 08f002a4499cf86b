import { DataTable } from '@/components/ui/data-table'
import type { GrowthMonth } from '@/lib/billing/schema'
import { sayMonth } from './month-words'

/** Trials and payments that failed; nothing where there were none. */
export function TrialTable({ months, locale }: { months: readonly GrowthMonth[]; locale: string }) {
  const some = months.filter(({ trials, converted, failed }) => trials + converted + failed > 0)
  if (some.length === 0)
    return <p className="text-ink-muted">No trials and no failed payments in these months.</p>
  return (
    <DataTable
      isFigures
      className="rounded-card"
      caption="Trials and payments that failed"
      columns={['Month', 'Trials begun', 'Trials paid on', 'Payments failed']}
      rows={some
        .toReversed()
        .map(({ month, trials, converted, failed }) => [
          sayMonth(month, locale),
          ...[trials, converted, failed].map((count) => new Intl.NumberFormat(locale).format(count)),
        ])}
    />
  )
}
