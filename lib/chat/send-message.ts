import 'server-only'
import { getProfile } from '@/lib/accounts/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { AppError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import {
  createGeneration,
  findByKey,
  findRunning,
  type GenerationRecord,
  runGeneration,
} from '@/lib/generations/server'
import { chooseModel } from '@/lib/models/server'
import { buildContext, replyReserve } from './build-context'
import { type MessageRecord, saveReply, touchConversation } from './data'
import type { Order } from './order'
import { personaInstructions } from './persona'
import { produceReply, type Reply } from './produce-reply'
import { reapIfStale } from './reap'
import type { SendInput } from './schema'
import { takeOrder } from './take-order'

/**
 * Takes a message (or a wish for another or a longer answer), stores it, and starts the reply. The reply belongs to the server:
 * it goes on when the caller leaves. Asking again with the same ids returns the same reply and doubles nothing.
 *
 * @returns the generation, for `streamReply`
 * @throws AppError `not_found` for foreign ids; `conflict` while another reply of the conversation is being made
 */
export async function sendMessage(ctx: Ctx, input: SendInput): Promise<GenerationRecord> {
  assertCan(ctx, 'conversation:write')
  const order = await takeOrder(ctx, input)
  const known = await findByKey(ctx, order.key)
  if (known) return known
  const running = await reapIfStale(await findRunning(ctx, order.conversation._id))
  if (running.length > 0)
    throw new AppError('conflict', 'A reply is being made in this conversation. Wait for it or stop it.')
  return startReply(ctx, order)
}

async function startReply(ctx: Ctx, order: Order): Promise<GenerationRecord> {
  const { conversation, question, replyId } = order
  const profile = await getProfile(ctx)
  const model = await chooseModel([order.wantedModel, conversation.model, profile.defaultModel])
  const created = await createGeneration(ctx, {
    _id: newId(),
    conversationId: conversation._id,
    key: order.key,
    userMessageId: question._id,
    replyId,
    model: model?.id ?? 'none',
  })
  const generation = await findByKey(ctx, order.key)
  if (!generation) throw new Error(`generation ${order.key} vanished`)
  if (!created) return generation

  runGeneration(generation._id, async (active) => {
    const instructions = personaInstructions(profile, new Date(), order.hint)
    const window = model?.contextWindow ?? 0
    const context = await buildContext(ctx, question, instructions, window)
    const messages = [
      ...context.messages,
      ...(order.prefix ? [{ role: 'assistant' as const, content: order.prefix }] : []),
    ]
    const reply = await produceReply(active, {
      replyId,
      parentId: question._id,
      model,
      instructions,
      messages,
      prefix: order.prefix,
      maxOutputTokens: replyReserve(window),
      fits: model === null || context.fits,
    })
    await active.flush()
    await storeReply(ctx, generation, question, reply)
    return {
      status: reply.status,
      finish: () => active.emit({ type: 'finish', messageMetadata: metadataOf(generation, reply) }),
    }
  })
  return generation
}

async function storeReply(
  ctx: Ctx,
  generation: GenerationRecord,
  question: MessageRecord,
  reply: Reply,
): Promise<void> {
  const { usage, finishReason } = reply
  await saveReply(ctx, {
    _id: generation.replyId,
    conversationId: generation.conversationId,
    parentId: question._id,
    depth: question.depth + 1,
    role: 'assistant',
    parts: reply.parts,
    text: reply.text,
    status: reply.status,
    model: generation.model,
    usage: { ...(usage && { usage }), ...(finishReason && { finishReason }) },
    error: reply.error,
  })
  await touchConversation(ctx, generation.conversationId, generation.replyId)
}

function metadataOf(generation: GenerationRecord, reply: Reply) {
  return {
    parentId: generation.userMessageId,
    status: reply.status,
    createdAt: generation.startedAt.toISOString(),
    model: generation.model,
    ...(reply.usage && { usage: reply.usage }),
    ...(reply.finishReason && { finishReason: reply.finishReason }),
    ...(reply.error && { error: reply.error }),
  }
}
