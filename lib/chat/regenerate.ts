import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { AppError, notFound } from '@/lib/core/errors'
import { deleteMessage, findChildren, findMessage } from './data'
import type { Order } from './order'
import { requireConversation } from './read-conversation'
import type { SendInput } from './schema'

type Regeneration = Exclude<SendInput, { trigger: 'send' }>

/** Finds what another answer, or the rest of one, is to be made from. */
export async function prepareRegeneration(ctx: Ctx, input: Regeneration): Promise<Order> {
  const conversation = await requireConversation(ctx, input.conversationId)
  const target = await findMessage(ctx, conversation._id, input.parentId)
  if (!target) throw notFound('message')
  const key = `reply:${input.replyId}`
  if (input.trigger === 'regenerate') {
    if (target.role !== 'user')
      throw new AppError('invalid_input', 'Only a message of yours can be answered again.')
    await dropEmptyFailures(ctx, conversation._id, target._id, input.replyId)
    const { model: wantedModel, hint } = input
    return { key, conversation, question: target, replyId: input.replyId, prefix: '', wantedModel, hint }
  }
  const question = target.parentId ? await findMessage(ctx, conversation._id, target.parentId) : null
  if (target.role !== 'assistant' || !question)
    throw new AppError('invalid_input', 'Only a reply can be continued.')
  const wantedModel = target.model ?? undefined
  return { key, conversation, question, replyId: target._id, prefix: target.text, wantedModel }
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
    if (!isEmptyFailure) continue
    const sequel = await findChildren(ctx, conversationId, answer._id)
    if (sequel.length === 0) await deleteMessage(ctx, conversationId, answer._id)
  }
}
