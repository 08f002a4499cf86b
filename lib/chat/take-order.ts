import 'server-only'
import { requireAssistant } from '@/lib/assistants/server'
import type { Ctx } from '@/lib/auth/context'
import { notFound } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import { definedOnly } from '@/lib/core/objects'
import { requireFolder } from '@/lib/folders/server'
import {
  type ConversationRecord,
  createConversation,
  findConversation,
  isUnnamed,
  touchConversation,
} from './data'
import { createMessage, deleteMessage, findMessage, findPlaceOf, type MessageRecord } from './messages/data'
import type { Order } from './order'
import { prepareRegeneration } from './regenerate'
import type { SendInput } from './schema'
import { titleFromText } from './title'

type Send = Extract<SendInput, { trigger: 'send' }>

/**
 * Finds out what is to be answered, and whether it may be.
 *
 * @throws AppError `not_found` for a conversation, a parent or a message id that is somebody else's
 */
export function takeOrder(ctx: Ctx, input: SendInput): Promise<Order> {
  return input.trigger === 'send' ? takeMessage(ctx, input) : prepareRegeneration(ctx, input)
}

async function takeMessage(ctx: Ctx, input: Send): Promise<Order> {
  const { conversationId, parentId, message } = input
  const [conversation, parent, place] = await Promise.all([
    findConversation(ctx, conversationId),
    parentId ? findMessage(ctx, conversationId, parentId) : null,
    findPlaceOf(ctx, conversationId, message.id),
  ])
  if (place === 'elsewhere' || (parentId && !parent)) throw notFound('message')
  if (conversation?.deletedAt) throw notFound('conversation')
  if (!conversation && input.folderId) await requireFolder(ctx, input.folderId)
  if (!conversation && input.assistantId) await requireAssistant(ctx, input.assistantId)
  const depth = parent ? parent.depth + 1 : 0
  return {
    conversationModel: conversation?.model ?? null,
    ...askingOf(conversation, input),
    folderId: conversation ? conversation.folderId : (input.folderId ?? null),
    assistantId: conversation ? conversation.assistantId : (input.assistantId ?? null),
    questionId: message.id,
    isNew: true,
    isResent: place === 'here',
    begins: !conversation,
    isUnnamed: !conversation || isUnnamed(conversation),
    replyId: input.replyId ?? newId(),
    prefix: [],
    wantedModel: input.model,
    store: () => storeQuestion(ctx, input, conversation, depth),
  }
}

async function storeQuestion(
  ctx: Ctx,
  input: Send,
  conversation: ConversationRecord | null,
  depth: number,
): Promise<MessageRecord> {
  const { conversationId, parentId, message } = input
  const question = {
    _id: message.id,
    conversationId,
    parentId,
    depth,
    role: 'user',
    parts: [{ type: 'text', text: message.text }],
    text: message.text,
    status: 'done' as const,
    model: null,
    usage: null,
    error: null,
  }
  // One wait for the disk.
  const [stored, isOpen] = await Promise.all([
    createMessage(ctx, question),
    conversation ? touchConversation(ctx, conversationId, message.id) : openConversation(ctx, input),
  ])
  if (isOpen === false) {
    if (stored) await deleteMessage(ctx, conversationId, message.id)
    throw notFound('conversation')
  }
  if (stored) return stored
  const known = await findMessage(ctx, conversationId, message.id)
  if (known?.role !== 'user') throw notFound('message')
  return known
}

/** How the model is to be asked: as the conversation says, or the first message of a new one. */
function askingOf(
  conversation: ConversationRecord | null,
  { asking }: Send,
): Pick<Order, 'instructions' | 'modelSettings'> {
  if (conversation)
    return {
      instructions: conversation.instructions,
      modelSettings: conversation.modelSettings as Order['modelSettings'],
    }
  const settings = definedOnly(asking?.settings ?? {})
  return {
    instructions: asking?.instructions || null,
    modelSettings: Object.keys(settings).length > 0 ? settings : null,
  }
}

/** Two first messages of one conversation may come at once: the second finds it there. @returns false when it is somebody else's */
async function openConversation(ctx: Ctx, input: Send): Promise<boolean> {
  const { conversationId, message, model, folderId, assistantId } = input
  const { instructions, modelSettings } = askingOf(null, input)
  const created = await createConversation(ctx, {
    _id: conversationId,
    title: titleFromText(message.text),
    model: model ?? null,
    folderId: folderId ?? null,
    assistantId: assistantId ?? null,
    leafId: message.id,
    instructions,
    modelSettings: modelSettings && definedOnly(modelSettings),
  })
  return created || (await findConversation(ctx, conversationId)) !== null
}
