import 'server-only'
import type { InstanceRole, PersonCtx, WorkspaceRole } from '@/lib/auth/context'
import { findSession, isLive } from '@/lib/sessions/server'
import { findHomeMembership, findUserById } from './data'

type Access = { userId: string; sessionId: string }

/**
 * Builds the context of a signed-in user from the database, so that a role change, a ban or an ended session counts at once.
 *
 * @returns null when the account or the session is gone, or the account is being deleted
 */
export async function loadContext(access: Access, requestId: string): Promise<PersonCtx | null> {
  const found = await load(access, requestId)
  return found && !found.closesAt ? found.ctx : null
}

/** @returns the context of somebody whose account is being deleted, and when it is; null for everybody else */
export async function loadClosingContext(
  access: Access,
  requestId: string,
): Promise<{ ctx: PersonCtx; closesAt: Date } | null> {
  const found = await load(access, requestId)
  return found?.closesAt ? { ctx: found.ctx, closesAt: found.closesAt } : null
}

async function load({ userId, sessionId }: Access, requestId: string) {
  const [session, user, membership] = await Promise.all([
    findSession(sessionId),
    findUserById(userId),
    findHomeMembership(userId),
  ])
  if (!session || session.userId !== userId || !isLive(session)) return null
  if (!user || user.suspendedAt || !membership) return null
  const ctx: PersonCtx = {
    actor: 'user',
    userId,
    sessionId,
    factorAt: session.factorAt,
    workspaceId: membership.workspaceId,
    role: user.isGuest ? 'guest' : (membership.role as WorkspaceRole),
    instanceRole: user.role as InstanceRole,
    plan: 'free',
    locale: user.locale,
    timeZone: user.timeZone,
    requestId,
  }
  return { ctx, closesAt: user.deletionAt }
}

/** @returns whether a person who has shown who they are may come in: the account is there, and not suspended */
export async function mayEnter(userId: string): Promise<boolean> {
  const user = await findUserById(userId)
  return user !== null && user.suspendedAt === null
}
