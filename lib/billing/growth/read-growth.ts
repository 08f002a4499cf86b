import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { assertCanManage } from '@/lib/auth/permissions'
import { findStripe } from '@/lib/platform/stripe'
import { planNamed } from '../plans/read-plans'
import type { GrowthSeries, MovementKind } from '../schema'
import { type MovementSum, sumMovements } from './data'
import { type GrowthRow, growthByMonth, NO_GROWTH } from './growth-by-month'

const COUNTED_IN: Partial<Record<MovementKind, 'trials' | 'converted' | 'failed'>> = {
  trial_begun: 'trials',
  trial_converted: 'converted',
  payment_failed: 'failed',
}

/** @returns how what comes in has changed, month by month: by currency, of all plans and of each; null where nothing is sold */
export async function readGrowth(ctx: Ctx): Promise<GrowthSeries[] | null> {
  assertCanManage(ctx, 'instance:billing')
  if (!findStripe()) return null
  return seriesOf(await sumMovements(), new Date())
}

/** @param now the last month there is */
export function seriesOf(sums: readonly MovementSum[], now: Date): GrowthSeries[] {
  const months = monthsUntil(sums.map(({ _id }) => _id.month).sort()[0], now.toISOString().slice(0, 7))
  const rows = sums.flatMap(rowsOf)
  const byCurrency = Map.groupBy(rows, ({ currency }) => currency)
  return [...byCurrency]
    .sort(([a], [b]) => a.localeCompare(b))
    .flatMap(([currency, own]) => {
      const byPlan = [...Map.groupBy(own, ({ plan }) => plan)].sort(([a], [b]) => a.localeCompare(b))
      const all = { currency, plan: null, months: growthByMonth(months, own) }
      return [all, ...byPlan.map(([plan, some]) => ({ currency, plan, months: growthByMonth(months, some) }))]
    })
}

function rowsOf({ _id, count, before, after }: MovementSum): GrowthRow[] {
  const { month, kind, currency, plan, fromPlan } = _id
  const rowOf = (of: string | null, more: Partial<GrowthRow>): GrowthRow => ({
    ...{ month, currency, plan: planNamed(of).name },
    ...NO_GROWTH,
    ...more,
  })
  const counted = COUNTED_IN[kind]
  if (counted) return [rowOf(plan, { [counted]: count })]
  const change = { [kind]: after - before }
  if (!plan || !fromPlan || plan === fromPlan) return [rowOf(plan ?? fromPlan, change)]
  // From plan to plan: one loses it, the other has it, and the difference is where it went.
  return [rowOf(fromPlan, { moved: -before }), rowOf(plan, { moved: before, ...change })]
}

/** Every month from one to another, YYYY-MM. */
function monthsUntil(first: string | undefined, last: string): string[] {
  const months: string[] = []
  for (let month = first; month && month <= last; month = after(month)) months.push(month)
  return months
}

function after(month: string): string {
  const [year = 0, at = 0] = month.split('-').map(Number)
  return new Date(Date.UTC(year, at, 1)).toISOString().slice(0, 7)
}
