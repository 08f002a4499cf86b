import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { AppError } from '@/lib/core/errors'
import * as data from './data'
import { MOST_TEAMS } from './limits'
import { recordTeamEvent } from './log/record'
import { requireTeam } from './require-team'
import type { TeamNameInput } from './schema'
import { enterWorkspace } from './switching/switch-workspace'

/** Makes a team that the caller owns, and lets their session work in it. @throws AppError `conflict` with as many as one may own */
export async function createTeam(ctx: Ctx, { name }: TeamNameInput): Promise<{ id: string }> {
  assertCan(ctx, 'profile:write')
  const id = await data.createTeam(name, ctx.userId)
  // Counted when it is there: of many at once none is one too many.
  if ((await data.countTeamsOf(ctx.userId)) > MOST_TEAMS) {
    await data.dropTeam(id)
    throw new AppError('conflict', `You own ${MOST_TEAMS} teams, which is as many as one may own.`)
  }
  await recordTeamEvent('team.created', ctx, { id, ownerId: ctx.userId })
  await enterWorkspace(ctx, id)
  return { id }
}

/** @throws AppError `forbidden`; `not_found` outside of a team */
export async function renameTeam(ctx: Ctx, { name }: TeamNameInput): Promise<null> {
  assertCan(ctx, 'team:manage')
  const team = await requireTeam(ctx)
  await data.renameTeam(team.id, name)
  await recordTeamEvent('team.renamed', ctx, team)
  return null
}
