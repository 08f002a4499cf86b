import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { AppError, notFound } from '@/lib/core/errors'
import { findMembership, setRole } from '../data'
import { recordTeamEvent } from '../log/record'
import { requireTeam } from '../require-team'
import type { MemberRoleInput } from '../schema'

/**
 * Gives a member of the team at hand another role; it counts with their next request.
 *
 * @throws AppError `forbidden`, also for the owner's role; `not_found`; `conflict` when it has just been changed
 */
export async function changeMemberRole(ctx: Ctx, { userId, role }: MemberRoleInput): Promise<null> {
  assertCan(ctx, 'team:manage')
  const team = await requireTeam(ctx)
  const member = await findMembership(team.id, userId)
  if (!member) throw notFound('member')
  if (member.role === 'owner')
    throw new AppError('forbidden', 'The owner stays the owner until they hand the team over.')
  if (!(await setRole(team.id, userId, { from: member.role, to: role })))
    throw new AppError('conflict', 'Somebody else has just changed this role. Look again.')
  await recordTeamEvent('team.role_changed', ctx, team, userId)
  return null
}
