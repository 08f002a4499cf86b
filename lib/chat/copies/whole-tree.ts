import 'server-only'
import type { Scope } from '@/lib/auth/context'
import { findMessagesByDepth, type MessageRecord } from '../messages/data'

const DEPTHS_AT_ONCE = 100

/**
 * All messages of a conversation with all versions, parents before children, some at a time. Deleted ones are left out: what was
 * said after one follows the message before it.
 */
export async function* readTree(scope: Scope, conversationId: string): AsyncGenerator<MessageRecord> {
  const parentOfDeleted = new Map<string, string | null>()
  for (let from = 0; ; from += DEPTHS_AT_ONCE) {
    const messages = await findMessagesByDepth(scope, conversationId, from, from + DEPTHS_AT_ONCE - 1)
    if (messages.length === 0) return
    for (const message of messages) {
      const above = message.parentId === null ? undefined : parentOfDeleted.get(message.parentId)
      const parentId = above === undefined ? message.parentId : above
      if (message.deletedAt) parentOfDeleted.set(message._id, parentId)
      else yield { ...message, parentId }
    }
  }
}
