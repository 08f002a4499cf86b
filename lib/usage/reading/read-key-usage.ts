import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { dayIn } from '@/lib/core/days'
import { type Counts, findCounts, findParts, type MostOf } from '../counting/data'
import { limitsOf } from '../limits-of'
import type { Allowance } from '../schema'
import { resetOf } from '../words'

type Span = Record<'key' | 'person' | 'plan', Allowance>

/** @returns what the key that asks has used, and what is left: of its own limits, its owner's and the plan's */
export async function readKeyUsage(ctx: Ctx): Promise<Record<keyof Counts, Span>> {
  assertCan(ctx, 'api:usage')
  const now = new Date()
  const counts = await findCounts(ctx, dayIn(ctx.timeZone, now), ctx.apiKey?.id)
  const limits = limitsOf(ctx)
  const span = (which: keyof Counts): Span => {
    const resetsAt = resetOf(which, ctx.timeZone, now).toISOString()
    const of = (used: Counts, most: MostOf) => ({ used: used[which], limit: most[which], resetsAt })
    return {
      key: of(counts.key, limits.key),
      person: of(counts.person, limits.person),
      plan: of(counts.plan, limits.plan),
    }
  }
  return { day: span('day'), month: span('month') }
}

/** @returns how many messages each key has asked for today and this month, by id */
export async function readCountsByKey(ctx: Ctx): Promise<Map<string, Counts>> {
  assertCan(ctx, 'profile:read')
  return findParts(ctx.workspaceId, dayIn(ctx.timeZone, new Date()))
}
