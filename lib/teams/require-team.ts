import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { notFound } from '@/lib/core/errors'
import { findTeam, type WorkspaceRecord } from './data'

/** @returns the team at hand. @throws AppError `not_found` in a person's own workspace */
export async function requireTeam({ workspaceId }: Pick<Ctx, 'workspaceId'>): Promise<WorkspaceRecord> {
  const team = await findTeam(workspaceId)
  if (!team) throw notFound('team')
  return team
}
