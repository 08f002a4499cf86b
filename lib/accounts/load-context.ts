import 'server-only'
import type {
  Ctx,
  GivenCaps,
  HeldPlan,
  InstanceRole,
  KeyCtx,
  OwnCaps,
  PersonCtx,
  UsedKey,
} from '@/lib/auth/context'
import { actsAs } from '@/lib/auth/seats'
import { lesserCaps } from '@/lib/core/caps'
import { findSession, isLive } from '@/lib/sessions/server'
import { findMemberships, findUserById, type UserRecord } from './data'

type Access = { userId: string; sessionId: string }

const found = new WeakMap<Ctx, UserRecord>()

/**
 * @returns the account of who asks as it was when their request came in, which has read it already; null when there is none (any more).
 * Who changes an account reads it by `findUserById`
 */
export async function accountAtHand(ctx: Ctx): Promise<UserRecord | null> {
  return found.get(ctx) ?? findUserById(ctx.userId)
}

/**
 * Builds the context of a signed-in user from the database, so that a role change, a ban or an ended session counts at once.
 *
 * @returns null when the account or the session is gone, or the account is being deleted
 */
export async function loadContext(access: Access, requestId: string): Promise<PersonCtx | null> {
  const loaded = await load(access, requestId)
  return loaded && !loaded.closesAt ? loaded.ctx : null
}

/** @returns the context of somebody whose account is being deleted, and when it is; null for everybody else */
export async function loadClosingContext(
  access: Access,
  requestId: string,
): Promise<{ ctx: PersonCtx; closesAt: Date } | null> {
  const loaded = await load(access, requestId)
  return loaded?.closesAt ? { ctx: loaded.ctx, closesAt: loaded.closesAt } : null
}

async function load({ userId, sessionId }: Access, requestId: string) {
  const [session, user, memberships] = await Promise.all([
    findSession(sessionId),
    findUserById(userId),
    findMemberships(userId),
  ])
  if (!session || session.userId !== userId || !isLive(session)) return null
  const [home] = memberships
  if (!user || user.suspendedAt || !home) return null
  // Whoever does not belong to a team any more is in their own workspace again.
  const membership = memberships.find(({ workspaceId }) => workspaceId === session.workspaceId) ?? home
  const ctx: PersonCtx = {
    actor: 'user',
    userId,
    sessionId,
    factorAt: session.factorAt,
    workspaceId: membership.workspaceId,
    ...homeOf(membership, home),
    ...(user.isGuest ? { role: 'guest' as const } : actsAs(membership)),
    instanceRole: user.role as InstanceRole,
    plan: membership.plan as HeldPlan | null,
    ...capsOf(membership, home),
    locale: user.locale,
    timeZone: user.timeZone,
    requestId,
  }
  found.set(ctx, user)
  return { ctx, closesAt: user.deletionAt }
}

/**
 * Builds the context of somebody in whose name a program asks with a key, by the same rules: nothing of the instance is theirs then.
 *
 * @returns null when the account is gone, suspended or being deleted, or belongs to the workspace no more
 */
export async function loadKeyContext(
  { userId, workspaceId, apiKey }: { userId: string; workspaceId: string; apiKey: UsedKey },
  requestId: string,
): Promise<KeyCtx | null> {
  const [user, memberships] = await Promise.all([findUserById(userId), findMemberships(userId)])
  const [home] = memberships
  const membership = memberships.find((each) => each.workspaceId === workspaceId)
  if (!user || user.suspendedAt || user.deletionAt || user.isGuest || !home || !membership) return null
  const ctx: KeyCtx = {
    ...{ actor: 'apiKey', apiKey, userId, workspaceId, requestId },
    ...homeOf(membership, home),
    ...actsAs(membership),
    instanceRole: 'user',
    plan: membership.plan as HeldPlan | null,
    ...capsOf(membership, home),
    locale: user.locale,
    timeZone: user.timeZone,
  }
  found.set(ctx, user)
  return ctx
}

type Placed = Pick<Awaited<ReturnType<typeof findMemberships>>[number], 'workspaceId' | 'plan'>

const homeOf = (membership: Placed, { workspaceId, plan }: Placed) =>
  membership.workspaceId !== workspaceId && { home: { workspaceId, plan: plan as HeldPlan | null } }

/**
 * All limits go into the same write as the plan's: the smallest is all that counting knows. What whoever runs this Numina allows stands with the
 * person's own workspace and holds in every other, too; what stands with another is its team's.
 */
function capsOf(membership: Limited, home: Limited) {
  const ownCaps = (membership.caps ?? null) as OwnCaps | null
  const givenCaps = (home.givenCaps ?? null) as GivenCaps | null
  const teamCaps = membership === home ? null : ((membership.givenCaps ?? null) as GivenCaps | null)
  return {
    caps: lesserCaps(ownCaps, givenCaps, teamCaps),
    ...((givenCaps || teamCaps) && { ownCaps, givenCaps, teamCaps }),
  }
}
type Limited = { caps: unknown; givenCaps?: unknown }

/** @returns whether a person who has shown who they are may come in: the account is there, and not suspended */
export async function mayEnter(userId: string): Promise<boolean> {
  const user = await findUserById(userId)
  return user !== null && user.suspendedAt === null
}
