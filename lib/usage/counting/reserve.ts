import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { closeOnWallet, readBeyond, takeFromWallet, topUpSoon } from '@/lib/billing/server'
import { dayIn } from '@/lib/core/days'
import { AppError } from '@/lib/core/errors'
import { publish } from '@/lib/live/server'
import { limitsAtHome, limitsOf, NO_LIMIT } from '../limits-of'
import { tellOf } from '../tell'
import { isNewsworthy, reachedAtHome, reachedOf } from '../words'
import { closeMessages, closingAtHome } from './closing'
import {
  type AllCounts,
  findCounts,
  isFull,
  type Limits,
  type Reservation,
  takeElsewhere,
  takeMessage,
  takePart,
} from './data'

/**
 * Counts a message before a model is asked: by the plan; when that is used up, from what the workspace has beyond it. What becomes of it is
 * said by `settle`, or found out later when a server died.
 *
 * @param id of the generation that answers it
 * @throws AppError `limit_reached`, with the seconds until there are new ones
 */
export async function reserveMessage(ctx: Ctx, id: string): Promise<Reservation> {
  const now = new Date()
  const { workspaceId, userId } = ctx
  const ids = { id, keyId: ctx.apiKey?.id ?? null, workspaceId, userId, home: ctx.home?.workspaceId ?? null }
  const asking = { ...ids, day: dayIn(ctx.timeZone, now) }
  const atHome = limitsAtHome(ctx)
  return asking.home && atHome
    ? reserveElsewhere(ctx, { ...asking, home: asking.home }, atHome, now)
    : reserveHere(ctx, { ...asking, home: null }, now)
}

type Asked = Omit<Reservation, 'paidBy'>

/** In a team, while a limit of the person's holds everywhere: their own workspace first, then the team. */
async function reserveElsewhere(
  ctx: Ctx,
  asking: Asked & { home: string },
  limits: Limits,
  now: Date,
): Promise<Reservation> {
  const home = { workspaceId: asking.home, userId: ctx.userId }
  const { counts, isTaken } = await takeElsewhere(home, asking, limits)
  if (!isTaken) {
    const here = { ...asking, home: null }
    const isPlan = !isFull(counts.person, limits.person)
    const outcome = isPlan ? await reserveBeyond(ctx, here, limitsOf(ctx), now) : counts
    if ('paidBy' in outcome) return outcome
    const { text, retryAfter } = reachedAtHome(ctx, counts, limits, now)
    throw new AppError('limit_reached', text, { retryAfter })
  }
  const giveBack = () => closeMessages(closingAtHome({ ...asking, paidBy: 'plan', counts: false }))
  try {
    const reservation = await reserveHere(ctx, asking, now)
    if (reservation.paidBy === 'plan' || ctx.givenCaps) return reservation
    await giveBack()
    return { ...reservation, home: null }
  } catch (error) {
    await giveBack()
    throw error
  }
}

async function reserveHere(ctx: Ctx, asking: Asked, now: Date): Promise<Reservation> {
  const limits = limitsOf(ctx)
  const beyond = async () => (await readBeyond(ctx, asking.day, now)).taken
  const { counts, isTaken } = await takeMessage(ctx, asking, limits, beyond)
  if (isTaken) {
    if (isNewsworthy(counts, limits)) await tell(ctx, counts, now)
    return { ...asking, paidBy: 'plan' }
  }
  const outcome = hasRoomBeyond(counts, limits) ? await reserveBeyond(ctx, asking, limits, now) : counts
  if ('paidBy' in outcome) return outcome
  const standing = { counts: outcome, limits, beyond: await readBeyond(ctx, asking.day, now) }
  const { text, retryAfter } = reachedOf(ctx, standing, now)
  throw new AppError('limit_reached', text, { retryAfter })
}

/** What somebody allows themselves, or a key, counts for all messages, whatever pays for them. */
const hasRoomBeyond = (counts: AllCounts, { person, key }: Limits) =>
  !isFull(counts.person, person) && !isFull(counts.key, key)

/**
 * The wallet first: a server that dies in between leaves there what gives the message back.
 *
 * @returns what there is where nothing is left
 */
async function reserveBeyond(
  ctx: Ctx,
  asking: Asked,
  limits: Limits,
  now: Date,
): Promise<Reservation | AllCounts> {
  const taken = await takeFromWallet(ctx, asking, now)
  if (!taken) return findCounts(ctx, asking.day, asking.keyId)
  const reservation = { ...asking, paidBy: taken.from }
  const { counts, isTaken } = await takePart(ctx, asking, limits, taken.from)
  if (!isTaken) {
    await closeOnWallet([{ ...reservation, counts: false }])
    return counts
  }
  const isLast = taken.credits + (taken.extraLeft ?? 0) === 0
  if (isLast || isNewsworthy(counts, { ...limits, plan: NO_LIMIT })) await tell(ctx, counts, now)
  if (taken.isLow) topUpSoon(ctx.workspaceId)
  return reservation
}

/** Says to the person's windows how they stand. */
async function tell(ctx: Ctx, counts: AllCounts, now: Date): Promise<void> {
  const notice = await tellOf(ctx, counts, now)
  publish(ctx, { kind: 'usage', notice })
}
