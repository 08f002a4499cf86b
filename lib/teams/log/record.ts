import 'server-only'
import type { TeamEventKind } from '@/lib/audit/schema'
import { recordSecurityEvent } from '@/lib/audit/server'
import type { Ctx } from '@/lib/auth/context'
import { newId } from '@/lib/core/ids'
import type { WorkspaceRecord } from '../data'

/** Notes what happened in a team, in the logs of whoever did it, of the team's owner, and of the one it happened to. */
export async function recordTeamEvent(
  kind: TeamEventKind,
  { userId: actorId, requestId }: Pick<Ctx, 'userId' | 'requestId'>,
  team: Pick<WorkspaceRecord, 'id' | 'ownerId'>,
  aboutId: string = actorId,
): Promise<void> {
  // By `event` the copies are known to be one.
  const data = { workspaceId: team.id, aboutId, event: newId() }
  for (const userId of new Set([actorId, team.ownerId, aboutId]))
    await recordSecurityEvent(kind, { userId, requestId, actorId }, data)
}
