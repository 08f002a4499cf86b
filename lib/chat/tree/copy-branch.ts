import 'server-only'
import type { Scope } from '@/lib/auth/context'
import { AppError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import { type ConversationRecord, createConversation, updateConversation } from '../data'
import type { MessageRecord } from '../messages/data'
import { insertMessages } from './data'

type Target = Pick<ConversationRecord, '_id' | 'title' | 'model' | 'folderId'> &
  Partial<
    Pick<
      ConversationRecord,
      'assistantId' | 'instructions' | 'modelSettings' | 'emoji' | 'colour' | 'insightOffAt'
    >
  >

/** A copy that is not ready by then has died with its server, and is purged as any deleted conversation. */
const HIDDEN_MS = 10 * 60_000

/**
 * Begins a conversation of the caller's with copies of messages, which get ids of their own. It appears when it is whole: until
 * then it counts as deleted, with a time in the future, so that what a dying server leaves is purged.
 *
 * @param messages one branch, oldest first; whose it is has been checked by the caller
 * @param target the new conversation
 * @throws AppError `conflict` when its id is in use, by whomever
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
  const deletedAt = new Date(Date.now() + HIDDEN_MS)
  const hidden = { ...target, titleSource: 'user', leafId: ids.at(-1) ?? null, deletedAt }
  if (!(await createConversation(scope, hidden)))
    throw new AppError('conflict', 'This copy is being made already. Please look again in a moment.')
  await insertMessages(scope, copies)
  await updateConversation(scope, target._id, { deletedAt: null })
}
