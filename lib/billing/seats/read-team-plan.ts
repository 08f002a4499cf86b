import 'server-only'
import { userNames } from '@/lib/accounts/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { seatsAt } from '@/lib/auth/seats'
import { planOf } from '../plans/read-plans'
import { findMembers } from './data'

/** @returns the plan of a workspace for those who do not manage it, and who does */
export async function readTeamPlan(
  ctx: Ctx,
): Promise<{ plan: string; seats: number | null; members: number; owners: string[] }> {
  assertCan(ctx, 'profile:read')
  const members = await findMembers(ctx.workspaceId)
  const owners = members.filter(({ role }) => role === 'owner').map(({ userId }) => userId.toHexString())
  const names = await userNames(owners)
  return {
    plan: planOf(ctx).name,
    seats: planOf(ctx).hasSeats ? seatsAt(ctx.plan) : null,
    members: members.length,
    owners: owners.flatMap((id) => names.get(id) ?? []),
  }
}
