import 'server-only'
import { findAccounts, userNames } from '@/lib/accounts/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCanManage } from '@/lib/auth/permissions'
import { findStripe } from '@/lib/platform/stripe'
import { planNamed } from '../plans/read-plans'
import { findNewestCheck } from '../reconcile/data'
import { type Revenue, type SubscriptionRow, type SubscriptionSearch, subscriptionSearch } from '../schema'
import { findSubscribed, sumSubscriptions } from './data'

const MOST_ROWS = 100
const MOST_FOUND = 200

/** @returns what comes in by plan and currency, by our mirror, and how it last compared with Stripe; null where nothing is sold */
export async function readRevenue(ctx: Ctx): Promise<Revenue | null> {
  assertCanManage(ctx, 'instance:billing')
  if (!findStripe()) return null
  const [sums, check] = await Promise.all([sumSubscriptions(), findNewestCheck()])
  const byPlan = sums.map(({ _id, count, seats, monthly }) => ({
    plan: planNamed(_id.plan).name,
    currency: _id.currency ?? '',
    status: _id.status,
    count,
    seats,
    monthly: Math.round(monthly),
  }))
  return {
    byPlan: byPlan.sort((a, b) => a.currency.localeCompare(b.currency) || b.monthly - a.monthly),
    check: check && {
      at: check.startedAt.toISOString(),
      checked: Number(check.checked),
      drift: check.drift,
      error: check.error,
    },
  }
}

/** @returns subscriptions of those whose name or address has the words, the newest first */
export async function listSubscriptions(ctx: Ctx, input: SubscriptionSearch): Promise<SubscriptionRow[]> {
  assertCanManage(ctx, 'instance:billing')
  const { words } = subscriptionSearch.parse(input)
  const people = words ? await findAccounts({ words, filter: 'all', before: null }, MOST_FOUND) : null
  const found = await findSubscribed(people?.map(({ _id }) => _id) ?? null, MOST_ROWS)
  const names = await userNames(found.map(({ userId }) => userId.toHexString()))
  return found.map(
    ({ _id, userId, customerId, plan, status, interval, currency, seats, monthly, periodEnd, cancelAt }) => ({
      id: _id.toHexString(),
      name: names.get(userId.toHexString()) ?? 'Somebody who is gone',
      customerId: customerId ?? '',
      plan: planNamed(plan).name,
      ...{ status, interval, currency, seats, monthly },
      periodEnd: periodEnd?.toISOString() ?? null,
      cancelAt: cancelAt?.toISOString() ?? null,
    }),
  )
}
