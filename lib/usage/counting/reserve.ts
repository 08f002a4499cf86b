import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { limitOf, type OwnRoom, readBeyond, takeFromWallet, topUpSoon } from '@/lib/billing/server'
import { lesser } from '@/lib/core/caps'
import { dayIn } from '@/lib/core/days'
import { AppError } from '@/lib/core/errors'
import { publish } from '@/lib/live/server'
import { tellOf } from '../tell'
import { isNewsworthy, reachedOf } from '../words'
import { type Counts, type MostOf, type Reservation, takeMessage } from './data'

/** @returns how many messages somebody may ask for, by the plan and by what they allow themselves */
export function mostOf(ctx: Pick<Ctx, 'plan' | 'caps'>): MostOf {
  return {
    day: lesser(limitOf(ctx, 'messagesPerDay'), ctx.caps?.day ?? null),
    month: lesser(limitOf(ctx, 'messagesPerMonth'), ctx.caps?.month ?? null),
  }
}

/**
 * Counts a message before a model is asked: by the plan; when that is used up, from what the workspace has beyond it. What becomes of it is
 * said by `settle`, or found out later when a server died.
 *
 * @param id of the generation that answers it
 * @throws AppError `limit_reached`, with the seconds until there are new ones
 */
export async function reserveMessage(ctx: Ctx, id: string): Promise<Reservation> {
  const now = new Date()
  const day = dayIn(ctx.timeZone, now)
  const most = mostOf(ctx)
  const { counts, isTaken } = await takeMessage(ctx, { id, day }, most)
  const reservation = { id, workspaceId: ctx.workspaceId, day }
  if (isTaken) {
    if (isNewsworthy(counts, most)) await tell(ctx, counts, now)
    return { ...reservation, paidBy: 'plan' }
  }
  const taken = isOwnLimit(ctx, counts)
    ? null
    : await takeFromWallet(ctx, { id, day }, ownRoom(ctx, counts), now)
  if (!taken) {
    const { text, retryAfter } = reachedOf(
      ctx,
      { counts, most, beyond: await readBeyond(ctx, day, now) },
      now,
    )
    throw new AppError('limit_reached', text, { retryAfter })
  }
  if (taken.credits + (taken.extraLeft ?? 0) === 0) await tell(ctx, counts, now)
  if (taken.isLow) topUpSoon(ctx.workspaceId)
  return { ...reservation, paidBy: taken.from }
}

/** Says to the person's windows how they stand. */
async function tell(ctx: Ctx, counts: Counts, now: Date): Promise<void> {
  const notice = await tellOf(ctx, counts, mostOf(ctx), now)
  publish(ctx, { kind: 'usage', notice })
}

/** What a person allows themselves counts for all of their messages, whatever pays for them. */
function ownRoom({ caps }: Ctx, counts: Counts): OwnRoom {
  const left = (which: keyof Counts) => (caps?.[which] == null ? null : caps[which] - counts[which])
  return { day: left('day'), month: left('month') }
}

const isOwnLimit = (ctx: Ctx, counts: Counts) =>
  Object.values(ownRoom(ctx, counts)).some((left) => left !== null && left <= 0)
