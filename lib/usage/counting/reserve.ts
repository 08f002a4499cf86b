import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { limitOf } from '@/lib/billing/server'
import { dayIn } from '@/lib/core/days'
import { AppError } from '@/lib/core/errors'
import { publish } from '@/lib/live/server'
import { isNewsworthy, noticeOf, reachedOf } from '../words'
import { findCounts, type MostOf, type Reservation, takeMessage } from './data'

/** @returns how many messages somebody may ask for, by the plan and by what they allow themselves */
export function mostOf(ctx: Pick<Ctx, 'plan' | 'caps'>): MostOf {
  return {
    day: lesser(limitOf(ctx, 'messagesPerDay'), ctx.caps?.day ?? null),
    month: lesser(limitOf(ctx, 'messagesPerMonth'), ctx.caps?.month ?? null),
  }
}

const lesser = (a: number | null, b: number | null) => (a === null || b === null ? (a ?? b) : Math.min(a, b))

/**
 * Counts a message before a model is asked. What becomes of it is said by `settleMessage`, or found out later when a server died.
 *
 * @param id of the generation that answers it
 * @throws AppError `limit_reached`, with the seconds until there are new ones
 */
export async function reserveMessage(ctx: Ctx, id: string): Promise<Reservation> {
  const now = new Date()
  const day = dayIn(ctx.timeZone, now)
  const most = mostOf(ctx)
  const counts = await takeMessage(ctx, { id, day }, most)
  if (!counts) {
    const { text, retryAfter } = reachedOf(ctx, await findCounts(ctx.workspaceId, day), most, now)
    throw new AppError('limit_reached', text, { retryAfter })
  }
  if (isNewsworthy(counts, most)) publish(ctx, { kind: 'usage', notice: noticeOf(ctx, counts, most, now) })
  return { id, workspaceId: ctx.workspaceId, day }
}
