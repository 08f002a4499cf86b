import 'server-only'
import type { Ctx, InstanceRole, WorkspaceRole } from '@/lib/auth/context'
import { findHomeMembership, findUserById } from './data'

/**
 * Builds the context of a signed-in user from the database, so that a role change or an ended session counts at once.
 *
 * @returns null when the account is gone or its sessions were ended since
 */
export async function loadContext(
  session: { userId: string; sessionEpoch: number },
  requestId: string,
): Promise<Ctx | null> {
  const [user, membership] = await Promise.all([
    findUserById(session.userId),
    findHomeMembership(session.userId),
  ])
  if (!user || !membership || user.sessionEpoch !== session.sessionEpoch) return null
  return {
    actor: 'user',
    userId: user._id,
    workspaceId: membership.workspaceId,
    role: membership.role as WorkspaceRole,
    instanceRole: user.role as InstanceRole,
    plan: 'free',
    locale: user.locale,
    timeZone: user.timeZone,
    requestId,
  }
}
