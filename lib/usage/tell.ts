import 'server-only'
import { readBeyond } from '@/lib/billing/server'
import { dayIn } from '@/lib/core/days'
import type { Counts, MostOf } from './counting/data'
import type { UsageNotice } from './schema'
import { type Asker, isNear, noticeOf } from './words'

/** @returns what somebody near a limit or at it is told; null for everybody else, without looking anything more up */
export async function tellOf(
  ctx: Asker & { workspaceId: string },
  counts: Counts,
  most: MostOf,
  now: Date,
): Promise<UsageNotice | null> {
  if (!isNear(counts, most)) return null
  const beyond = await readBeyond(ctx, dayIn(ctx.timeZone, now), now)
  return noticeOf(ctx, { counts, most, beyond }, now)
}
