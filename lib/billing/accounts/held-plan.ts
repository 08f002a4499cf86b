import 'server-only'
import type { HeldPlan } from '@/lib/auth/context'
import { GRACE_DAYS } from '../limits'
import { allPlans, planNamed } from '../plans/read-plans'
import type { GivenPlan, KeptSeats } from '../schema'
import type { AccountDocument, Mirror } from './data'

const DAY_MS = 24 * 60 * 60_000

/** A renewal that nobody told us of is looked up long before this. */
const SLACK_DAYS = 3

const daysAfter = (at: Date, days: number) => new Date(at.getTime() + days * DAY_MS)

/** What decides of the plan that is held. */
export type Holding = Mirror & Pick<AccountDocument, 'granted' | 'keptSeats'>

/**
 * What a workspace holds by what is paid, what was given and what was given up but is paid for still: the larger first, and what lasts longer
 * once that one is over.
 */
export function heldPlanOf(account: Holding): HeldPlan | null {
  const paid = paidPlanOf(account)
  const held = [paid, keptPlanOf(paid, account.keptSeats ?? null), givenPlanOf(account.granted)]
    .filter((each) => each !== null)
    .sort((a, b) => rankOf(b) - rankOf(a) || b.seats - a.seats)
  return inTurn(held)
}

function inTurn([first, ...others]: readonly HeldPlan[]): HeldPlan | null {
  if (!first) return null
  const after = inTurn(others.filter(({ until }) => (until ?? '') > (first.until ?? '')))
  return after ? { ...first, after } : first
}

/** Never longer than the plan itself, and nothing where that one has no seats. */
function keptPlanOf(paid: HeldPlan | null, kept: KeptSeats | null): HeldPlan | null {
  if (!paid?.until || !kept || kept.count <= paid.seats || !planNamed(paid.key).hasSeats) return null
  const [until = paid.until] = [kept.until, paid.until].sort()
  return { ...paid, seats: kept.count, until }
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
