import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { notFound } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import {
  type ConversationRecord,
  createConversation,
  createMessage,
  findConversation,
  findMessage,
  isIdTakenElsewhere,
  touchConversation,
} from './data'
import type { Order } from './order'
import { requireConversation } from './read-conversation'
import { prepareRegeneration } from './regenerate'
import type { SendInput } from './schema'
import { titleFromText } from './title'

/** Stores what the person said, or finds what they want answered again, before any model is asked. */
export function takeOrder(ctx: Ctx, input: SendInput): Promise<Order> {
  switch (input.trigger) {
    case 'send':
      return storeQuestion(ctx, input)
    default:
      return prepareRegeneration(ctx, input)
  }
}

async function storeQuestion(ctx: Ctx, input: Extract<SendInput, { trigger: 'send' }>): Promise<Order> {
  const { conversationId, parentId, message, model } = input
  const parent = parentId ? await findMessage(ctx, conversationId, parentId) : null
  if (parentId && !parent) throw notFound('message')
  if (await isIdTakenElsewhere(ctx, conversationId, message.id)) throw notFound('message')
  const conversation = await openConversation(ctx, input)
  const stored = await createMessage(ctx, {
    _id: message.id,
    conversationId,
    parentId,
    depth: parent ? parent.depth + 1 : 0,
    role: 'user',
    parts: [{ type: 'text', text: message.text }],
    text: message.text,
    status: 'done',
    model: null,
    usage: null,
    error: null,
  })
  const question = await findMessage(ctx, conversationId, message.id)
  if (question?.role !== 'user') throw notFound('message')
  if (stored) await touchConversation(ctx, conversationId, question._id)
  return {
    key: `send:${message.id}`,
    conversation,
    question,
    replyId: newId(),
    prefix: '',
    wantedModel: model,
  }
}

async function openConversation(
  ctx: Ctx,
  input: Extract<SendInput, { trigger: 'send' }>,
): Promise<ConversationRecord> {
  const { conversationId, message, model } = input
  if (!(await findConversation(ctx, conversationId))) {
    const created = await createConversation(ctx, {
      _id: conversationId,
      title: titleFromText(message.text),
      model: model ?? null,
    })
    if (!created && !(await findConversation(ctx, conversationId))) throw notFound('conversation')
  }
  return requireConversation(ctx, conversationId)
}
