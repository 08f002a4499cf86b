import 'server-only'
import { readBeyond } from '@/lib/billing/server'
import { dayIn } from '@/lib/core/days'
import type { AllCounts } from './counting/data'
import { limitsOf } from './limits-of'
import type { UsageNotice } from './schema'
import { type Asker, isNear, noticeOf } from './words'

/** @returns what somebody near a limit or at it is told; null for everybody else, without looking anything more up. A key's limits are its own affair. */
export async function tellOf(
  ctx: Asker & { workspaceId: string },
  counts: AllCounts,
  now: Date,
): Promise<UsageNotice | null> {
  const limits = limitsOf({ plan: ctx.plan, caps: ctx.caps })
  if (!isNear(counts, limits)) return null
  const beyond = await readBeyond(ctx, dayIn(ctx.timeZone, now), now)
  return noticeOf(ctx, { counts, limits, beyond }, now)
}
