import 'server-only'
import type { HeldPlan } from '@/lib/auth/context'
import { GRACE_DAYS } from '../limits'
import { allPlans } from '../plans/read-plans'
import type { GivenPlan } from '../schema'
import type { Mirror } from './data'

const DAY_MS = 24 * 60 * 60_000

/** A renewal that nobody told us of is looked up long before this. */
const SLACK_DAYS = 3

const daysAfter = (at: Date, days: number) => new Date(at.getTime() + days * DAY_MS)

/** What a workspace holds by what is paid and what was given: the larger plan first, and the other once that one is over. */
export function heldPlanOf(account: Mirror & { granted: GivenPlan | null }): HeldPlan | null {
  const [first, second] = [paidPlanOf(account), givenPlanOf(account.granted)]
    .filter((held) => held !== null)
    .sort((a, b) => rankOf(b) - rankOf(a) || b.seats - a.seats)
  if (!first) return null
  return second && (second.until ?? '') > (first.until ?? '') ? { ...first, after: second } : first
}

/**
 * What a subscription gives, and until when even if nothing more is heard: an end that was agreed on; days of grace after a payment
 * failed. The first payment has to arrive before anything is given.
 */
export function paidPlanOf(mirror: Mirror): HeldPlan | null {
  const until = endOf(mirror)
  if (!until || !mirror.plan) return null
  return { key: mirror.plan, seats: mirror.seats ?? 1, until: until.toISOString() }
}

function givenPlanOf(given: GivenPlan | null): HeldPlan | null {
  return given && { key: given.plan, seats: given.seats, until: given.until }
}

const rankOf = ({ key }: HeldPlan) => allPlans().findIndex((plan) => plan.key === key)

function endOf({ status, periodEnd, cancelAt, pastDueSince }: Mirror): Date | null {
  switch (status) {
    case 'active':
    case 'trialing':
      return cancelAt ?? (periodEnd && daysAfter(periodEnd, SLACK_DAYS))
    case 'past_due':
      return pastDueSince && daysAfter(pastDueSince, GRACE_DAYS)
    default:
      return null
  }
}
