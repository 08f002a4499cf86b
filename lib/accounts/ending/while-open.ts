import 'server-only'
import { z } from 'zod'
import { idSchema } from '@/lib/core/id-schema'
import type { JobHandler } from '@/lib/jobs/server'
import { isAccountOpen } from '../profile'

const ofPerson = z.object({ userId: idSchema })

/** Handlers of jobs that do nothing for an account that is gone, suspended or being deleted. */
export function whileOpen(handlers: Record<string, JobHandler>): Record<string, JobHandler> {
  const guarded = Object.entries(handlers).map(([kind, handler]): [string, JobHandler] => [
    kind,
    async (payload, isWanted) => {
      if (await isAccountOpen(ofPerson.parse(payload).userId)) await handler(payload, isWanted)
    },
  ])
  return Object.fromEntries(guarded)
}
