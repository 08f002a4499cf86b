import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { assertCan, can } from '@/lib/auth/permissions'
import { findTeam } from './data'
import type { TeamDto } from './schema'

/** @returns the team at hand; null in a person's own workspace */
export async function readTeam(ctx: Ctx): Promise<TeamDto | null> {
  assertCan(ctx, 'profile:read')
  const team = await findTeam(ctx.workspaceId)
  if (!team) return null
  return { id: team.id, name: team.name, may: { manage: can(ctx, 'team:manage'), own: can(ctx, 'team:own') } }
}
