import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { notFound } from '@/lib/core/errors'
import { type ConversationRecord, findChildren, findMessage, updateConversation } from './data'
import { readBranch, requireConversation } from './read-conversation'
import type { MessagePage } from './schema'

async function change(ctx: Ctx, id: string, patch: Partial<ConversationRecord>): Promise<null> {
  assertCan(ctx, 'conversation:write')
  await requireConversation(ctx, id)
  await updateConversation(ctx, id, patch)
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

/** Shows the branch a message is on, down to its newest end, and remembers it. */
export async function selectMessage(
  ctx: Ctx,
  { id, messageId }: { id: string; messageId: string },
): Promise<MessagePage> {
  assertCan(ctx, 'conversation:write')
  await requireConversation(ctx, id)
  const message = await findMessage(ctx, id, messageId)
  if (!message) throw notFound('message')
  let leaf = message
  for (
    let children = await findChildren(ctx, id, leaf._id);
    children.length > 0;
    children = await findChildren(ctx, id, leaf._id)
  ) {
    leaf = children.at(-1) ?? leaf
  }
  await updateConversation(ctx, id, { leafId: leaf._id })
  return readBranch(ctx, id, leaf._id)
}
