import 'server-only'
import { userNames } from '@/lib/accounts/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { holdPlan } from '@/lib/billing/server'
import { AppError } from '@/lib/core/errors'
import { hashToken } from '@/lib/platform/secrets'
import { addMember, findMembership, findTeam } from '../data'
import { keepAfterAll } from '../erasure/erase-left'
import type { TeamRole } from '../limits'
import { recordTeamEvent } from '../log/record'
import type { JoinDto } from '../schema'
import { enterWorkspace } from '../switching/switch-workspace'
import { findInvitationByToken, restoreInvitation, spendInvitation } from './data'

const OVER = 'This invitation does not work any more: it was used, taken back, or is older than a week.'

/** @returns what an invitation says; null when it is used, taken back, too old or none. Reading it uses nothing up */
export async function readTeamInvitation(token: string): Promise<JoinDto | null> {
  const invitation = await findInvitationByToken(hashToken(token))
  if (!invitation || invitation.acceptedAt || invitation.revokedAt) return null
  const [team, names] = await Promise.all([
    findTeam(invitation.workspaceId),
    userNames([invitation.invitedById]),
  ])
  if (!team || invitation.expiresAt <= new Date()) return null
  return {
    team: team.name,
    inviter: names.get(invitation.invitedById) ?? null,
    role: invitation.role as TeamRole,
    email: invitation.email,
    expiresAt: invitation.expiresAt.toISOString(),
  }
}

/**
 * Joins a team by the link of an invitation, with whatever account is signed in, and lets the session work there. Twice is once. What
 * the person wrote there before, if they left not long ago, is theirs again.
 *
 * @throws AppError `forbidden` for guests; `not_found` when the invitation does not work (any more)
 */
export async function joinTeam(ctx: Ctx, { token }: { token: string }): Promise<null> {
  assertCan(ctx, 'profile:write')
  const invitation = await findInvitationByToken(hashToken(token))
  const team = invitation && !invitation.revokedAt ? await findTeam(invitation.workspaceId) : null
  if (!team) throw new AppError('not_found', OVER)
  if (!(await findMembership(team.id, ctx.userId))) await becomeMember(ctx, token)
  await enterWorkspace(ctx, team.id)
  return null
}

async function becomeMember(ctx: Ctx, token: string): Promise<void> {
  const spent = await spendInvitation(hashToken(token))
  const team = spent && (await findTeam(spent.workspaceId))
  if (!spent || !team) throw new AppError('not_found', OVER)
  if (!(await addMember(team.id, ctx.userId, spent.role))) return restoreInvitation(spent.id)
  await keepAfterAll({ workspaceId: team.id, userId: ctx.userId })
  await holdPlan(team.id)
  await recordTeamEvent('team.joined', ctx, team)
}
