import 'server-only'
import { z } from 'zod'
import { assertFreshProof } from '@/lib/accounts/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { endBillingOf } from '@/lib/billing/server'
import { AppError } from '@/lib/core/errors'
import { idSchema } from '@/lib/core/id-schema'
import { stopAllIn } from '@/lib/generations/server'
import { enqueueJob, type JobHandler } from '@/lib/jobs/server'
import { publish } from '@/lib/live/server'
import { leaveWorkspace } from '@/lib/sessions/server'
import { closeTeam, findMembers, revokeKeys } from '../data'
import { recordTeamEvent } from '../log/record'
import { requireTeam } from '../require-team'
import { eraseWorkspace } from './data'

const KIND = 'teams.erase'
const payloadSchema = z.object({ workspaceId: idSchema })

/**
 * Ends the team at hand for everybody: what is paid for it ends at once, and everything in it is erased.
 *
 * @param name the team's, typed to confirm
 * @throws AppError `forbidden`; `not_found`; `invalid_input` on `name`; `proof_required`; what Stripe throws, and nothing is deleted then
 */
export async function deleteTeam(ctx: Ctx, { name }: { name: string }): Promise<null> {
  assertCan(ctx, 'team:own')
  const team = await requireTeam(ctx)
  if (name.trim() !== team.name)
    throw new AppError('invalid_input', 'This is not the name of the team.', {
      fields: { name: `Type “${team.name}” to confirm.` },
    })
  await assertFreshProof(ctx)
  await endBillingOf(team.id)
  const members = await findMembers(team.id)
  await enqueueJob(KIND, { workspaceId: team.id }, team.id)
  await closeTeam(team.id)
  for (const { userId } of members) {
    const scope = { workspaceId: team.id, userId }
    await Promise.all([leaveWorkspace(userId, team.id), stopAllIn(scope), revokeKeys(team.id, userId)])
    publish(scope, { kind: 'workspace', sessionId: null })
    await recordTeamEvent('team.deleted', ctx, team, userId)
  }
  return null
}

async function erase(payload: unknown): Promise<void> {
  const { workspaceId } = payloadSchema.parse(payload)
  await endBillingOf(workspaceId)
  await eraseWorkspace(workspaceId)
}

export const deletionJobs: Record<string, JobHandler> = { [KIND]: erase }
