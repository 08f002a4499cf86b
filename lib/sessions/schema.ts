/** The wire types of sessions. Safe in the browser. */
import { z } from 'zod'
import type { Device } from '@/lib/core/device'
import { idSchema } from '@/lib/core/id-schema'

export type SessionDto = Device & {
  id: string
  isCurrent: boolean
  ip: string
  place: string | null
  method: string
  /** ISO 8601, UTC. */
  createdAt: string
  lastSeenAt: string
}

export const sessionRef = z.object({ id: idSchema })
