import 'server-only'
import type { Mirror } from '../accounts/data'
import { findWallet } from '../wallet/data'
import { dropExtraItem, moveExtra } from './data'

const MINUTE_MS = 60_000
/** Reports are minutes late at most: nobody pays as they go right before a subscription ends, so that nothing is told too late. */
const REPORTED_WITHIN_MS = 10 * MINUTE_MS
/** A renewal that nobody told us of is looked up before this. */
const SLACK_MS = 3 * 24 * 60 * MINUTE_MS

/** @returns until when people pay as they go by what Stripe told: while the subscription is paid, and not up to its very end */
export function extraUntil({ status, periodEnd, cancelAt }: Mirror): Date {
  if (status !== 'active' || !periodEnd) return new Date(0)
  return new Date(cancelAt ? cancelAt.getTime() - REPORTED_WITHIN_MS : periodEnd.getTime() + SLACK_MS)
}

/** Makes pay-as-you-go what the subscription allows. Without the subscription, or its item, it is over; what is left is still reported. */
export async function convergeExtra(
  workspaceId: string,
  mirror: Mirror,
  itemId: string | null,
  askedAt: Date,
): Promise<void> {
  const extra = (await findWallet(workspaceId))?.extra
  if (!extra?.itemId) return
  if (itemId !== extra.itemId || !mirror.periodEnd) await dropExtraItem(workspaceId, extra.itemId, askedAt)
  else await moveExtra(workspaceId, itemId, { periodEnd: mirror.periodEnd, until: extraUntil(mirror) })
}
