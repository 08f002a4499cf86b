/** The wire types of sessions. Safe in the browser. */
import { z } from 'zod'
import { idSchema } from '@/lib/core/id-schema'

export type SessionDto = {
  id: string
  isCurrent: boolean
  browser: string
  system: string
  kind: 'desktop' | 'phone' | 'tablet' | 'other'
  ip: string
  place: string | null
  method: string
  /** ISO 8601, UTC. */
  createdAt: string
  lastSeenAt: string
}

export const sessionRef = z.object({ id: idSchema })
