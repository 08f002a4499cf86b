import 'server-only'
import type Stripe from 'stripe'
import { AppError, notFound } from '@/lib/core/errors'
import { askStripe } from '@/lib/platform/stripe'
import { converge } from '../accounts/converge'
import { type AccountDocument, findAccount } from '../accounts/data'
import { hasCustomer } from '../checkout/customer'
import { seatItemOf } from '../checkout/seat-item'
import { planNamed } from '../plans/read-plans'
import type { Plan } from '../schema'
import { countTaken } from './data'

/** A subscription whose seats can be changed, as Stripe has it. */
export type SeatsNow = {
  account: AccountDocument
  plan: Plan
  subscription: Stripe.Subscription
  item: Stripe.SubscriptionItem
  /** Paid at the next renewal. */
  paid: number
  /** That can be used until then. */
  usable: number
  /** Members and open invitations. */
  taken: number
  /** Where the subscription is: not today on a test clock. Seconds. */
  at: number
}

/**
 * @returns the seats of a workspace, asked of Stripe
 * @throws AppError `not_found` without a plan that runs; `conflict` for one whose seats cannot be changed now, in words
 */
export async function seatsNow(workspaceId: string): Promise<SeatsNow> {
  const known = await findAccount(workspaceId)
  if (!hasCustomer(known)) throw notFound('plan')
  const account = await askStripe(() => converge(known.customerId))
  const id = account?.subscriptionId
  if (!account || !id) throw notFound('plan')
  assertChangeable(account)
  const plan = planNamed(account.plan)
  if (!plan.hasSeats)
    throw new AppError('conflict', `${plan.name} has one seat. A plan with seats is under “Change plan”.`)
  const [subscription, { members, invitations }] = await Promise.all([
    askStripe((stripe) => stripe.subscriptions.retrieve(id, { expand: ['test_clock'] })),
    countTaken(workspaceId, new Date()),
  ])
  const item = seatItemOf(subscription)
  if (!item) throw notFound('plan')
  const paid = item.quantity ?? 1
  return {
    ...{ account, plan, subscription, item, paid },
    usable: Math.max(paid, keptNow(account)),
    taken: members + invitations,
    at: clockOf(subscription),
  }
}

/** @returns how many seats can be used of those that were given up; 0 once that is over */
export function keptNow({ keptSeats }: Pick<AccountDocument, 'keptSeats'>, now: Date = new Date()): number {
  return keptSeats && new Date(keptSeats.until) > now ? keptSeats.count : 0
}

function assertChangeable({ status, cancelAt }: AccountDocument): void {
  if (status === 'past_due')
    throw new AppError('conflict', 'A payment failed. Once it is made, seats can be changed again.')
  if (status !== 'active' && status !== 'trialing') throw notFound('plan')
  if (cancelAt) throw new AppError('conflict', 'This plan ends. Keep it first, then change its seats.')
}

function clockOf({ test_clock: clock }: Stripe.Subscription): number {
  return clock && typeof clock === 'object' ? clock.frozen_time : Math.floor(Date.now() / 1000)
}
