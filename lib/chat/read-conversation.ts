import 'server-only'
import type { Ctx, Scope } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { notFound } from '@/lib/core/errors'
import { findRunning } from '@/lib/generations/server'
import { branchOf, exitOf, toChatMessage } from './branch'
import { type ConversationRecord, findConversation } from './data'
import { findMessage } from './messages/data'
import { reapIfStale } from './reap'
import type { ConversationDto, ConversationView, MessagePage } from './schema'
import { readComparison } from './tree/comparison'
import { readWindow } from './tree/window'

const PAGE = 40

type ConversationFields = Pick<
  ConversationRecord,
  | 'title'
  | 'model'
  | 'assistantId'
  | 'folderId'
  | 'emoji'
  | 'colour'
  | 'pinnedAt'
  | 'archivedAt'
  | 'lastMessageAt'
>

/** @returns the conversation as the browser knows it */
export function toConversation(id: string, record: ConversationFields): ConversationDto {
  const { title, model, assistantId, folderId, emoji, colour, pinnedAt, archivedAt, lastMessageAt } = record
  return {
    id,
    title,
    model,
    assistantId,
    folderId,
    emoji,
    colour: colour as ConversationDto['colour'],
    isPinned: pinnedAt !== null,
    isArchived: archivedAt !== null,
    lastMessageAt: lastMessageAt.toISOString(),
  }
}

/** @throws AppError `not_found`, also for deleted conversations and those of others */
export async function requireConversation(scope: Scope, id: string): Promise<ConversationRecord> {
  const conversation = await findConversation(scope, id)
  if (!conversation || conversation.deletedAt) throw notFound('conversation')
  return conversation
}

/** @throws AppError `not_found` when there is no such reply, or it is deleted */
export async function requireReply(scope: Scope, conversationId: string, messageId: string): Promise<void> {
  if (!(await readReply(scope, conversationId, messageId))) throw notFound('message')
}

/** @returns a reply by itself; null when it or its conversation is not there any more */
export async function readReply(
  scope: Scope,
  conversationId: string,
  messageId: string,
): Promise<{ text: string; model: string | null } | null> {
  const [conversation, message] = await Promise.all([
    findConversation(scope, conversationId),
    findMessage(scope, conversationId, messageId),
  ])
  if (!conversation || conversation.deletedAt || message?.role !== 'assistant' || message.deletedAt)
    return null
  return { text: message.text, model: message.model }
}

/** @returns what the page of a conversation starts from: the end of the chosen branch, and the reply being made if there is one */
export async function getConversation(ctx: Ctx, id: string): Promise<ConversationView> {
  assertCan(ctx, 'conversation:read')
  const found = await requireConversation(ctx, id)
  const running = await reapIfStale(await findRunning(ctx, id))
  // A reaped reply has moved the leaf.
  const conversation = running.length === 0 ? await requireConversation(ctx, id) : found
  const { generation, leafId, comparison } = await readComparison(
    ctx,
    { id, leafId: conversation.leafId },
    running,
  )
  const page = await readBranch(ctx, id, leafId ?? conversation.leafId)
  return {
    ...page,
    // A continued reply is shown by its stream, from its beginning.
    messages: page.messages.filter((message) => message.id !== generation?.replyId),
    conversation: toConversation(id, conversation),
    runningGenerationId: generation?._id ?? null,
    comparison,
  }
}

/** @returns the page of the same branch that comes before a message */
export async function getOlderMessages(ctx: Ctx, id: string, before: string): Promise<MessagePage> {
  assertCan(ctx, 'conversation:read')
  await requireConversation(ctx, id)
  const message = await findMessage(ctx, id, before)
  if (!message) throw notFound('message')
  return readBranch(ctx, id, message.parentId)
}

/** Reads the last PAGE messages of the branch that ends at `leafId`; fewer where some are deleted, but not none. */
export async function readBranch(
  scope: Scope,
  conversationId: string,
  leafId: string | null,
): Promise<MessagePage> {
  const leaf = leafId ? await findMessage(scope, conversationId, leafId) : null
  if (!leaf) return { messages: [], hasOlder: false }
  let to = leaf.depth
  for (let id: string | null = leaf._id; id; ) {
    const from = Math.max(0, to - PAGE + 1)
    const window = await readWindow(scope, conversationId, from, to)
    const branch = branchOf(window, id).filter(({ message }) => message.depth >= from)
    const messages = branch.map(({ message, siblingIds }) => toChatMessage(message, siblingIds))
    if (messages.length > 0 || from === 0) return { messages, hasOlder: from > 0 }
    id = exitOf(
      window.filter(({ depth }) => depth >= from),
      id,
    )
    to = from - 1
  }
  return { messages: [], hasOlder: false }
}
