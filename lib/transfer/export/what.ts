import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { type ConversationRecord, requireConversation } from '@/lib/chat/server'
import { AppError } from '@/lib/core/errors'
import type { FolderDto } from '@/lib/folders/schema'

/** What is being exported: conversations of the caller, by id, so that thousands cost nothing before their turn. */
export type Exported = { ids: readonly string[]; folders: readonly FolderDto[] }

/** @returns null for a conversation that was deleted since the export began */
export async function requireExported(ctx: Ctx, id: string): Promise<ConversationRecord | null> {
  try {
    return await requireConversation(ctx, id)
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null
    throw error
  }
}
