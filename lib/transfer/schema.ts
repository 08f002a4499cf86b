/** The wire types of taking conversations along, and the format they are taken along in (docs/export-format.md). */
import { z } from 'zod'
import { idSchema } from '@/lib/core/id-schema'
import { EXPORT_FORMAT, EXPORT_VERSION } from './limits'

const time = z.iso.datetime()

const exportedMessage = z.object({
  id: z.string(),
  /** The message it follows; messages with the same parent are versions. null: the first of a conversation. */
  parentId: z.string().nullable(),
  role: z.enum(['user', 'assistant']),
  parts: z.array(z.object({ type: z.enum(['text', 'reasoning']), text: z.string() })),
  status: z.enum(['done', 'stopped', 'failed', 'interrupted']),
  model: z.string().nullable(),
  createdAt: time,
})
export type ExportedMessage = z.infer<typeof exportedMessage>

export const exportedConversation = z.object({
  id: z.string(),
  title: z.string(),
  model: z.string().nullable(),
  instructions: z.string().nullable(),
  emoji: z.string().nullable(),
  colour: z.string().nullable(),
  isPinned: z.boolean(),
  isArchived: z.boolean(),
  /** The names of the folders it is in, the outer one first. */
  folders: z.array(z.string()),
  /** The end of the branch that is shown. */
  currentMessageId: z.string().nullable(),
  createdAt: time,
  lastMessageAt: time,
  /** Parents before their children. */
  messages: z.array(exportedMessage),
})
export type ExportedConversation = z.infer<typeof exportedConversation>

export const exportFile = z.object({
  format: z.literal(EXPORT_FORMAT),
  version: z.literal(EXPORT_VERSION),
  exportedAt: time,
  conversations: z.array(exportedConversation),
})

export const exportFormat = z.enum(['json', 'markdown'])
export type ExportFormat = z.infer<typeof exportFormat>

export type ImportSource = 'numina' | 'chatgpt' | 'claude'

/** Why something in a file did not come along. */
export type SkipReason =
  | 'already_here'
  | 'no_messages'
  | 'not_a_conversation'
  | 'too_large'
  | 'hidden'
  | 'tool'
  | 'unknown_role'
  | 'empty'
  | 'too_long'
  | 'same_id'
  | 'cycle'
  /** These came along, and are counted all the same: a message whose parent is not in the file begins a branch of its own. */
  | 'lost_parent'
  /** There was no room for its folder, somebody deleted it meanwhile, or the server died before. */
  | 'no_folder'
  /** A picture, a voice or a file, which the export does not hold. */
  | 'attachment'

export type ImportReport = {
  conversations: number
  messages: number
  /** With titles of conversations where it happened, a few of them. */
  skipped: { reason: SkipReason; count: number; examples: string[] }[]
  /** Why nothing was imported. */
  error: string | null
}

export type ImportStatus = 'running' | 'cancelling' | 'publishing' | 'done' | 'failed' | 'cancelled'

export type ImportDto = {
  id: string
  fileName: string
  source: ImportSource | null
  status: ImportStatus
  bytesRead: number
  /** null when the browser did not tell. */
  bytesTotal: number | null
  report: ImportReport
  createdAt: string
  endedAt: string | null
}

/** The id is made by the browser, which asks for the progress by it. */
export const importQuery = z.object({ id: idSchema, name: z.string().trim().min(1).max(300) })
