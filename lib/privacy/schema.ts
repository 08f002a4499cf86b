/** The wire types of what people can do with all their data. */
import { z } from 'zod'
import { idSchema } from '@/lib/core/id-schema'
import { RETENTION_CHOICES } from './limits'

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

export type DeletionPreview = {
  /** How much there is of what the person thinks of as theirs, by collection. */
  counts: Record<string, number>
  /** What has to be handed over first. */
  toHandOver: { instance: boolean; workspaces: { id: string; name: string }[] }
  isInstanceOwner: boolean
  graceDays: number
}

export const archiveInput = z.object({ id: idSchema })

/** null: never. */
export const retentionInput = z.object({ days: z.literal(RETENTION_CHOICES).nullable() })
export type Retention = z.infer<typeof retentionInput>
