import 'server-only'
import type { Scope } from '@/lib/auth/context'
import { enqueueJob } from '@/lib/jobs/server'
import { publish } from '@/lib/live/server'
import { EMBED_JOB } from './recall/embed-job'
import { raiseRev } from './settings/data'

/** What follows every change of memories: replies see it from the next one on, other windows look again, new texts are embedded. */
export async function tellOfChange(scope: Scope, conversationId: string | null = null): Promise<void> {
  const { workspaceId, userId } = scope
  await raiseRev(scope)
  publish(scope, { kind: 'memory', conversationId })
  await enqueueJob(EMBED_JOB, { workspaceId, userId })
}
