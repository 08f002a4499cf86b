/** The wire types of what people can do with all their data. */
import { z } from 'zod'
import { idSchema } from '@/lib/core/id-schema'

export type ArchiveStatus = 'waiting' | 'running' | 'ready' | 'failed'

export type ArchiveDto = {
  id: string
  status: ArchiveStatus
  /** Records written so far, and how many there are. */
  done: number
  total: number
  /** Bytes, when it is ready. */
  size: number | null
  /** ISO 8601, UTC. */
  createdAt: string
  expiresAt: string
}

export const archiveInput = z.object({ id: idSchema })
