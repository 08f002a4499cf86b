import 'server-only'
import type { InstanceRole, PersonCtx, WorkspaceRole } from '@/lib/auth/context'
import { findSession, isLive } from '@/lib/sessions/server'
import { findHomeMembership, findUserById } from './data'

/**
 * Builds the context of a signed-in user from the database, so that a role change, a ban or an ended session counts at once.
 *
 * @returns null when the account or the session is gone
 */
export async function loadContext(
  { userId, sessionId }: { userId: string; sessionId: string },
  requestId: string,
): Promise<PersonCtx | null> {
  const [session, user, membership] = await Promise.all([
    findSession(sessionId),
    findUserById(userId),
    findHomeMembership(userId),
  ])
  if (!session || session.userId !== userId || !isLive(session)) return null
  if (!user || user.suspendedAt || !membership) return null
  return {
    actor: 'user',
    userId,
    sessionId,
    factorAt: session.factorAt,
    workspaceId: membership.workspaceId,
    role: membership.role as WorkspaceRole,
    instanceRole: user.role as InstanceRole,
    plan: 'free',
    locale: user.locale,
    timeZone: user.timeZone,
    requestId,
  }
}

/** @returns whether a person who has shown who they are may come in: the account is there, and not suspended */
export async function mayEnter(userId: string): Promise<boolean> {
  const user = await findUserById(userId)
  return user !== null && user.suspendedAt === null
}
