import type { HeldPlan } from '@/lib/auth/context'
import { GRACE_DAYS } from '../limits'
import type { Mirror } from './data'

const DAY_MS = 24 * 60 * 60_000

/** A renewal that nobody told us of is looked up long before this. */
const SLACK_DAYS = 3

const daysAfter = (at: Date, days: number) => new Date(at.getTime() + days * DAY_MS)

/**
 * What a subscription gives, and until when even if nothing more is heard: an end that was agreed on; days of grace after a payment
 * failed. The first payment has to arrive before anything is given.
 */
export function heldPlanOf(mirror: Mirror): HeldPlan | null {
  const until = endOf(mirror)
  if (!until || !mirror.plan) return null
  return { key: mirror.plan, seats: mirror.seats ?? 1, until: until.toISOString() }
}

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
