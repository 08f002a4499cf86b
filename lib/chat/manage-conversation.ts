import 'server-only'
import { requireAssistant } from '@/lib/assistants/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { notFound } from '@/lib/core/errors'
import { publishConversations } from '@/lib/live/server'
import { type ConversationRecord, updateConversation } from './data'
import { findMessage } from './messages/data'
import { readBranch, requireConversation } from './read-conversation'
import type { MessagePage } from './schema'
import { endComparison } from './tree/comparison'
import { newestEnd } from './tree/window'

async function change(ctx: Ctx, id: string, patch: Partial<ConversationRecord>): Promise<null> {
  assertCan(ctx, 'conversation:write')
  await requireConversation(ctx, id)
  await updateConversation(ctx, id, patch)
  publishConversations(ctx, [id])
  return null
}

export async function renameConversation(
  ctx: Ctx,
  { id, title }: { id: string; title: string },
): Promise<null> {
  return change(ctx, id, { title, titleSource: 'user' })
}

export async function chooseConversationModel(
  ctx: Ctx,
  { id, model }: { id: string; model: string },
): Promise<null> {
  return change(ctx, id, { model })
}

/**
 * Lets an assistant answer from the next message on, with its model if it has one; null brings Numina itself back.
 *
 * @throws AppError `not_found` for an assistant that the caller cannot use
 */
export async function chooseAssistant(
  ctx: Ctx,
  { id, assistantId }: { id: string; assistantId: string | null },
): Promise<null> {
  if (assistantId) await requireAssistant(ctx, assistantId)
  return change(ctx, id, { assistantId, model: null })
}

/** Shows the branch a message is on, down to its newest end, and remembers it. */
export async function selectMessage(
  ctx: Ctx,
  { id, messageId }: { id: string; messageId: string },
): Promise<MessagePage> {
  assertCan(ctx, 'conversation:write')
  await requireConversation(ctx, id)
  const message = await findMessage(ctx, id, messageId)
  if (!message || message.deletedAt) throw notFound('message')
  const leaf = await newestEnd(ctx, message)
  await updateConversation(ctx, id, { leafId: leaf._id })
  await endComparison(ctx, leaf._id)
  publishConversations(ctx, [id])
  return readBranch(ctx, id, leaf._id)
}
