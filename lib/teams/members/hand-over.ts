import 'server-only'
import { assertFreshProof, isAccountOpen } from '@/lib/accounts/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { holdPlan, passBillingOn } from '@/lib/billing/server'
import { AppError, notFound } from '@/lib/core/errors'
import { findMembership, passOn } from '../data'
import { recordTeamEvent } from '../log/record'
import { requireTeam } from '../require-team'

/**
 * Makes another admin or member the owner of the team at hand; the caller stays as its admin. Its plan goes on, and is the
 * new owner's to pay.
 *
 * @throws AppError `forbidden`; `proof_required`; `not_found`; `conflict` for somebody who only reads or whose account is suspended or
 * being deleted, and when it has just been changed
 */
export async function handOverTeam(ctx: Ctx, { userId }: { userId: string }): Promise<null> {
  assertCan(ctx, 'team:own')
  const team = await requireTeam(ctx)
  const heir = await findMembership(team.id, userId)
  if (!heir || userId === ctx.userId) throw notFound('member')
  if (heir.role === 'viewer')
    throw new AppError('conflict', 'Whoever owns a team writes in it: make them a member first.')
  if (!(await isAccountOpen(userId)))
    throw new AppError('conflict', 'Their account is suspended or being deleted: choose somebody else.')
  await assertFreshProof(ctx)
  if (!(await passOn(team.id, ctx.userId, heir)))
    throw new AppError('conflict', 'Somebody else has just changed this. Look again.')
  await Promise.all([passBillingOn(team.id, userId), holdPlan(team.id)])
  await recordTeamEvent('team.handed_over', ctx, team, userId)
  return null
}
