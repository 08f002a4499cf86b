import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { holdPlan } from '@/lib/billing/server'
import { AppError, notFound } from '@/lib/core/errors'
import { stopAllIn } from '@/lib/generations/server'
import { publish } from '@/lib/live/server'
import { leaveWorkspace } from '@/lib/sessions/server'
import { dropMember, findMembership, revokeKeys } from '../data'
import { eraseLater } from '../erasure/erase-left'
import { recordTeamEvent } from '../log/record'
import { mailRemoved } from '../mails'
import { requireTeam } from '../require-team'

/**
 * Takes somebody out of the team at hand, at once and on every device; they are told by mail. What they wrote there is kept for a while.
 *
 * @throws AppError `forbidden`, also for the owner; `not_found`; `conflict` for oneself
 */
export async function removeMember(ctx: Ctx, { userId }: { userId: string }): Promise<null> {
  assertCan(ctx, 'team:manage')
  const team = await requireTeam(ctx)
  const member = await findMembership(team.id, userId)
  if (!member) throw notFound('member')
  if (userId === ctx.userId) throw new AppError('conflict', 'To go yourself, leave the team.')
  if (member.role === 'owner') throw new AppError('forbidden', 'The owner cannot be removed.')
  await endMembership(team.id, userId)
  await mailRemoved(userId, team.name)
  await recordTeamEvent('team.member_removed', ctx, team, userId)
  return null
}

/** Leaves the team at hand. @throws AppError `not_found`; `conflict` for its owner */
export async function leaveTeam(ctx: Ctx): Promise<null> {
  assertCan(ctx, 'profile:write')
  const team = await requireTeam(ctx)
  if (team.ownerId === ctx.userId)
    throw new AppError('conflict', 'The team is yours: hand it over first, or delete it.')
  await endMembership(team.id, ctx.userId)
  await recordTeamEvent('team.left', ctx, team)
  return null
}

/** @throws AppError `not_found` when somebody else was faster */
async function endMembership(workspaceId: string, userId: string): Promise<void> {
  const scope = { workspaceId, userId }
  // Ordered first: whatever is interrupted afterwards, nothing is kept for good. Who belongs to the team again is left alone.
  await eraseLater(scope)
  if (!(await dropMember(workspaceId, userId))) throw notFound('member')
  await leaveWorkspace(userId, workspaceId)
  publish(scope, { kind: 'workspace', sessionId: null })
  await Promise.all([stopAllIn(scope), revokeKeys(workspaceId, userId), holdPlan(workspaceId)])
}
