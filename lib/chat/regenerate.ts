import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { AppError, notFound } from '@/lib/core/errors'
import type { ReplyPart } from '@/lib/generations/server'
import { isUnnamed } from './data'
import { deleteMessage, findChildren, findMessage, type MessageRecord } from './messages/data'
import type { Order } from './order'
import { requireConversation } from './read-conversation'
import type { SendInput } from './schema'

type Regeneration = Exclude<SendInput, { trigger: 'send' }>

/** Finds what another answer, or the rest of one, is to be made from. */
export async function prepareRegeneration(ctx: Ctx, input: Regeneration): Promise<Order> {
  const { conversationId, parentId } = input
  const [conversation, target] = await Promise.all([
    requireConversation(ctx, conversationId),
    findMessage(ctx, conversationId, parentId),
  ])
  if (!target || target.deletedAt) throw notFound('message')
  const order =
    input.trigger === 'regenerate' ? answerAgain(ctx, input, target) : await goOn(ctx, conversationId, target)
  const { model: conversationModel, assistantId, instructions, folderId } = conversation
  const modelSettings = conversation.modelSettings as Order['modelSettings']
  return {
    ...{ conversationModel, assistantId, instructions, modelSettings, folderId },
    ...{ isNew: false, isResent: false, begins: false, isUnnamed: isUnnamed(conversation) },
    ...order,
  }
}

function answerAgain(
  ctx: Ctx,
  input: Extract<Regeneration, { trigger: 'regenerate' }>,
  question: MessageRecord,
) {
  if (question.role !== 'user')
    throw new AppError('invalid_input', 'Only a message of yours can be answered again.')
  const { conversationId, replyId, model: wantedModel, hint, besideId } = input
  const store = async () => {
    if (!besideId) await dropEmptyFailures(ctx, conversationId, question._id, replyId)
    return question
  }
  return { questionId: question._id, replyId, prefix: [], wantedModel, hint, store }
}

/** The reply keeps its id: what is said next belongs to the same message. */
async function goOn(ctx: Ctx, conversationId: string, reply: MessageRecord) {
  const question = reply.parentId ? await findMessage(ctx, conversationId, reply.parentId) : null
  if (reply.role !== 'assistant' || !question)
    throw new AppError('invalid_input', 'Only a reply can be continued.')
  if (question.deletedAt)
    throw new AppError('invalid_input', 'The question was deleted, so its answer cannot go on.')
  const wantedModel = reply.model ?? undefined
  const prefix = reply.parts as ReplyPart[]
  const store = async () => question
  return { questionId: question._id, replyId: reply._id, prefix, wantedModel, store }
}

/** A retry replaces failures that left no text and that nobody wrote on after: they are not answers to go back to. */
async function dropEmptyFailures(
  ctx: Ctx,
  conversationId: string,
  questionId: string,
  exceptId: string,
): Promise<void> {
  for (const answer of await findChildren(ctx, conversationId, questionId)) {
    const isEmptyFailure = answer.text === '' && answer.status !== 'done' && answer._id !== exceptId
    if (!isEmptyFailure || answer.deletedAt) continue
    const sequel = await findChildren(ctx, conversationId, answer._id)
    if (sequel.length === 0) await deleteMessage(ctx, conversationId, answer._id)
  }
}
