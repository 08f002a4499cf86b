import 'server-only'
import { recordSecurityEvent } from '@/lib/audit/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { AppError, notFound } from '@/lib/core/errors'
import * as data from './data'
import { MOST_TEAMS } from './limits'
import type { TeamNameInput } from './schema'
import { enterWorkspace } from './switch-workspace'

/** Makes a team that the caller owns, and lets their session work in it. @throws AppError `conflict` with as many as one may own */
export async function createTeam(ctx: Ctx, { name }: TeamNameInput): Promise<{ id: string }> {
  assertCan(ctx, 'profile:write')
  const id = await data.createTeam(name, ctx.userId)
  // Counted when it is there: of many at once none is one too many.
  if ((await data.countTeamsOf(ctx.userId)) > MOST_TEAMS) {
    await data.dropTeam(id)
    throw new AppError('conflict', `You own ${MOST_TEAMS} teams, which is as many as one may own.`)
  }
  await recordSecurityEvent('team.created', ctx, { workspaceId: id })
  await enterWorkspace(ctx, id)
  return { id }
}

/** @throws AppError `forbidden`; `not_found` outside of a team */
export async function renameTeam(ctx: Ctx, { name }: TeamNameInput): Promise<null> {
  assertCan(ctx, 'team:manage')
  if (!(await data.renameTeam(ctx.workspaceId, name))) throw notFound('team')
  await recordSecurityEvent('team.renamed', ctx, { workspaceId: ctx.workspaceId })
  return null
}
