import 'server-only'
import type { Scope } from '@/lib/auth/context'
import { newId } from '@/lib/core/ids'
import { type ConversationRecord, createConversation, type MessageRecord } from '../data'
import { insertMessages } from './data'

type Target = Pick<ConversationRecord, '_id' | 'title' | 'model' | 'folderId'> &
  Partial<Pick<ConversationRecord, 'assistantId' | 'instructions' | 'modelSettings' | 'emoji' | 'colour'>>

/**
 * Begins a conversation of the caller's with copies of messages, which get ids of their own. The messages are written first: a
 * conversation that can be opened is whole.
 *
 * @param messages one branch, oldest first; whose it is has been checked by the caller
 * @param target the new conversation; its id is not in use
 */
export async function copyBranch(
  scope: Scope,
  messages: readonly MessageRecord[],
  target: Target,
): Promise<void> {
  const ids = messages.map(() => newId())
  const copies = messages.map((message, depth) => ({
    ...message,
    _id: ids[depth] ?? newId(),
    conversationId: target._id,
    parentId: ids[depth - 1] ?? null,
    depth,
    feedback: null,
    deletedAt: null,
  }))
  await insertMessages(scope, copies)
  await createConversation(scope, { ...target, titleSource: 'user', leafId: ids.at(-1) ?? null })
}
