import 'server-only'
import { audit } from '@/lib/audit/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { AppError, notFound } from '@/lib/core/errors'
import { findRunning } from '@/lib/generations/server'
import { publishConversations } from '@/lib/live/server'
import { deleteSummariesFrom } from '@/lib/summaries/server'
import { MessageTree } from '../branch'
import { updateConversation } from '../data'
import { findMessage, type MessageRecord } from '../messages/data'
import { readBranch, requireConversation } from '../read-conversation'
import { reapIfStale } from '../reap'
import type { Deletion } from '../schema'
import { markDeleted, unmarkDeleted } from './data'
import { newestEnd, readWindow } from './window'

/** How long a deletion can be taken back: the ten seconds people are shown, and time for the way to the server. */
const RESTORABLE_MS = 13_000

/**
 * Deletes one message. What was written after it stays, and stands where the message was. At the end of a branch the nearest other
 * version is shown, or else what came before. Summaries that were made of it go, too.
 *
 * @throws AppError `conflict` while a reply is being made in the conversation
 */
export async function deleteMessage(
  ctx: Ctx,
  { id, messageId }: { id: string; messageId: string },
): Promise<Deletion> {
  assertCan(ctx, 'conversation:write')
  const [{ leafId }, message, found] = await Promise.all([
    requireConversation(ctx, id),
    findMessage(ctx, id, messageId),
    findRunning(ctx, id),
  ])
  if (!message || message.deletedAt) throw notFound('message')
  const running = await reapIfStale(found)
  if (running.length > 0)
    throw new AppError('conflict', 'An answer is being made here. Stop it or wait for it, then delete.')

  const shownLeafId = leafId === messageId ? await endWithout(ctx, message) : leafId
  if (!(await markDeleted(ctx, id, messageId))) throw notFound('message')
  await deleteSummariesFrom(ctx, id, message.depth)
  if (shownLeafId !== leafId) await updateConversation(ctx, id, { leafId: shownLeafId })
  publishConversations(ctx, [id])
  audit('message.deleted', { conversationId: id, userId: ctx.userId, requestId: ctx.requestId })
  const page = shownLeafId === leafId ? null : await readBranch(ctx, id, shownLeafId)
  return { page, undo: { leafId, shownLeafId } }
}

/** @returns the end of the branch to show when the last message of another is gone */
async function endWithout(ctx: Ctx, message: MessageRecord): Promise<string | null> {
  const tree = new MessageTree(await readWindow(ctx, message.conversationId, message.depth, message.depth))
  const parentId = tree.parentOf(message)
  const versions = tree.childrenOf(parentId)
  const at = versions.findIndex(({ _id }) => _id === message._id)
  const nearest = versions[at - 1] ?? versions[at + 1]
  return nearest ? (await newestEnd(ctx, nearest))._id : parentId
}

/**
 * Takes a deletion back, exactly: the same branch is shown as before, unless another one has been chosen meanwhile.
 *
 * @throws AppError `not_found` when it is too late
 */
export async function restoreMessage(
  ctx: Ctx,
  { id, messageId, undo }: { id: string; messageId: string; undo: Deletion['undo'] },
): Promise<null> {
  assertCan(ctx, 'conversation:write')
  const conversation = await requireConversation(ctx, id)
  const since = new Date(Date.now() - RESTORABLE_MS)
  if (!(await unmarkDeleted(ctx, id, messageId, since)))
    throw new AppError(
      'not_found',
      'This message is gone for good: a deletion can be undone for ten seconds.',
    )
  const wasMoved = undo.leafId !== undo.shownLeafId && conversation.leafId === undo.shownLeafId
  if (wasMoved && undo.leafId && (await findMessage(ctx, id, undo.leafId)))
    await updateConversation(ctx, id, { leafId: undo.leafId })
  publishConversations(ctx, [id])
  return null
}
