import 'server-only'
import { z } from 'zod'
import type { Scope } from '@/lib/auth/context'
import { idSchema } from '@/lib/core/id-schema'
import { newId } from '@/lib/core/ids'
import { cancelJobs, enqueueJob, type JobHandler } from '@/lib/jobs/server'
import { findMembership } from '../data'
import { KEPT_DAYS } from '../limits'
import { eraseOf } from './data'

const KIND = 'teams.erase_left'
const DAY_MS = 24 * 60 * 60 * 1000

const payloadSchema = z.object({ workspaceId: idSchema, userId: idSchema })

/** Lets what somebody wrote in a workspace be erased when they have been gone for a while. */
export async function eraseLater({ workspaceId, userId }: Scope): Promise<void> {
  const at = new Date(Date.now() + KEPT_DAYS * DAY_MS)
  await enqueueJob(KIND, { workspaceId, userId }, newId(), at)
}

/** Somebody is back: everything stays. */
export async function keepAfterAll({ workspaceId, userId }: Scope): Promise<void> {
  await cancelJobs(KIND, { workspaceId, userId })
}

async function eraseLeft(payload: unknown): Promise<void> {
  const scope = payloadSchema.parse(payload)
  if (await findMembership(scope.workspaceId, scope.userId)) return
  await eraseOf(scope)
}

export const leavingJobs: Record<string, JobHandler> = { [KIND]: eraseLeft }
