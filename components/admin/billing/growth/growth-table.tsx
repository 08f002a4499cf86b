import { DataTable } from '@/components/ui/data-table'
import type { GrowthMonth } from '@/lib/billing/schema'
import { sayMonth, sayMonthly } from './month-words'

/** The figures of the chart, newest month first. */
export function GrowthTable({
  months,
  currency,
  isOfOnePlan,
  locale,
}: {
  months: readonly GrowthMonth[]
  currency: string
  /** Then what came from other plans, or went to them, is told as well. */
  isOfOnePlan: boolean
  locale: string
}) {
  const say = (yearly: number) => (yearly === 0 ? '–' : sayMonthly(yearly, currency, locale))
  const moved = isOfOnePlan ? ['Other plans'] : []
  return (
    <DataTable
      isFigures
      className="rounded-card"
      caption={`What comes in a month, in ${currency}`}
      columns={['Month', 'In all', 'New', 'Back again', 'Expansion', 'Contraction', 'Churned', ...moved]}
      rows={months.toReversed().map((month) => {
        const { total, reactivated, expansion, contraction, churned } = month
        const amounts = [month.new, reactivated, expansion, contraction, churned].map(say)
        const name = sayMonth(month.month, locale)
        return [
          name,
          sayMonthly(total, currency, locale),
          ...amounts,
          ...(isOfOnePlan ? [say(month.moved)] : []),
        ]
      })}
    />
  )
}
