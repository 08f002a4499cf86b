import 'server-only'
import { z } from 'zod'
import { removePicture } from '@/lib/accounts/server'
import type { Scope } from '@/lib/auth/context'
import { enqueueJob, type JobHandler } from '@/lib/jobs/server'
import { isPictureNamed } from './data'

const KIND = 'assistants.dropPicture'
const payload = z.object({ workspaceId: z.string(), userId: z.string(), avatarId: z.string() })

/** Removes a picture after a while, unless an assistant has it then. */
export async function dropPictureLater(
  { workspaceId, userId }: Scope,
  avatarId: string,
  afterMs: number,
): Promise<void> {
  const at = new Date(Date.now() + afterMs)
  await enqueueJob(KIND, { workspaceId, userId, avatarId }, undefined, at)
}

/** The jobs of this domain by kind. */
export const assistantJobs: Record<string, JobHandler> = {
  [KIND]: async (input) => {
    const { avatarId, ...scope } = payload.parse(input)
    if (!(await isPictureNamed(scope, avatarId))) await removePicture(scope, avatarId)
  },
}
