import type { GrowthMonth } from '../schema'

/** What moved in a month in one currency with one plan. */
export type GrowthRow = Omit<GrowthMonth, 'total'> & { currency: string; plan: string }

const AMOUNTS = ['new', 'reactivated', 'expansion', 'contraction', 'churned', 'moved'] as const
const COUNTS = ['trials', 'converted', 'failed'] as const
type Sums = Omit<GrowthMonth, 'month' | 'total'>

export const NO_GROWTH: Sums = {
  ...{ new: 0, reactivated: 0, expansion: 0, contraction: 0, churned: 0, moved: 0 },
  ...{ trials: 0, converted: 0, failed: 0 },
}

/** @returns every month with what moved in it, and what comes in at its end */
export function growthByMonth(months: readonly string[], rows: readonly GrowthRow[]): GrowthMonth[] {
  const byMonth = Map.groupBy(rows, ({ month }) => month)
  let total = 0
  return months.map((month) => {
    const sums = { ...NO_GROWTH }
    for (const row of byMonth.get(month) ?? [])
      for (const name of [...AMOUNTS, ...COUNTS]) sums[name] += row[name]
    total += AMOUNTS.reduce((amount, name) => amount + sums[name], 0)
    return { month, ...sums, total }
  })
}
