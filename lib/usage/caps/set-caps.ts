import 'server-only'
import type { Ctx, OwnCaps } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { lesserCaps } from '@/lib/core/caps'
import { dayIn } from '@/lib/core/days'
import { publish } from '@/lib/live/server'
import { findCounts } from '../counting/data'
import { tellOf } from '../tell'
import { writeCaps } from './data'

/** Somebody allows themselves fewer messages than their plan, or as many again. Counts from the next message on, also what was asked before. */
export async function setCaps(ctx: Ctx, caps: OwnCaps): Promise<OwnCaps> {
  assertCan(ctx, 'profile:write')
  await writeCaps(ctx, caps.day === null && caps.month === null ? null : caps)
  const now = new Date()
  const changed = { ...ctx, caps: lesserCaps(caps, ctx.givenCaps, ctx.teamCaps) }
  const counts = await findCounts(ctx, dayIn(ctx.timeZone, now))
  publish(ctx, { kind: 'usage', notice: await tellOf(changed, counts, now) })
  return caps
}
