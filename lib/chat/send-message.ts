import 'server-only'
import type { ProfileDto } from '@/lib/accounts/schema'
import { profileAtHand } from '@/lib/accounts/server'
import { findReplyingAssistant, type ReplyingAssistant } from '@/lib/assistants/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { careAdvice } from '@/lib/care/server'
import { AppError, notFound } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import {
  type ActiveGeneration,
  createGeneration,
  endGeneration,
  findByKey,
  findRunning,
  type GenerationRecord,
  runGeneration,
} from '@/lib/generations/server'
import { heed, listen } from '@/lib/insight/server'
import { recall } from '@/lib/memory/server'
import type { ModelDto } from '@/lib/models/schema'
import { chooseModel, type ModelAccess, mergeSettings, openModelsOf } from '@/lib/models/server'
import type { Reservation } from '@/lib/usage/server'
import { buildContext, type Context, ownWords, replyReserve } from './build-context'
import { instructionParts } from './context/instruction-parts'
import { orderRemembering } from './context/remember'
import { orderSummary } from './context/summarise'
import { touchConversation } from './data'
import { assertGuestMayAsk } from './guest-limit'
import { composeInstructions } from './instructions'
import { type MessageRecord, saveReply } from './messages/data'
import { nameConversation } from './name/name-conversation'
import { comparedWith, keyOf, type Order } from './order'
import { produceReply, type Reply } from './produce-reply'
import { publishReply } from './publish-reply'
import { reapIfStale } from './reap'
import type { SendInput } from './schema'
import { takeOrder } from './take-order'
import { reserveReply } from './usage/reserve-reply'
import { giveBack, settleReply } from './usage/settle-reply'

/**
 * Takes a message (or a wish for another or a longer answer), stores it, and starts the reply. The reply belongs to the server:
 * it goes on when the caller leaves. Asking again with the same ids returns the same reply and doubles nothing.
 *
 * @returns the generation, for `streamReply`
 * @throws AppError `not_found` for foreign ids; `conflict` while another reply of the conversation is being made
 */
export async function sendMessage(ctx: Ctx, input: SendInput): Promise<GenerationRecord> {
  assertCan(ctx, 'conversation:write')
  const key = keyOf(input)
  // Looked up beside everything else, so that no reply waits for it.
  const listening = listen(ctx, input.conversationId, textOf(input))
  const advice = heed(ctx, input.conversationId, listening)
  const opening = openModelsOf(ctx)
  const recalling = recall(ctx, input.conversationId, opening, textOf(input))
  // Most messages without a parent begin a conversation, and most messages are sent once: nothing else is looked for then.
  const mayBegin = input.trigger === 'send' && input.parentId === null
  const [order, profile, access, beside, before] = await Promise.all([
    takeOrder(ctx, input),
    profileAtHand(ctx),
    opening,
    mayBegin ? null : findRunning(ctx, input.conversationId),
    input.trigger === 'send' ? null : findByKey(ctx, key),
  ])
  const known = before ?? (order.isResent ? await findByKey(ctx, key) : null)
  if (known) return known
  await assertGuestMayAsk(ctx)
  const found = order.begins ? [] : (beside ?? (await findRunning(ctx, input.conversationId)))
  const running = await reapIfStale(found)
  const same = running.find((generation) => generation.key === key)
  if (same) return same
  if (running.length > 0 && !isSecondOf(running, input, order))
    throw new AppError('conflict', 'A reply is being made in this conversation. Wait for it or stop it.')

  const assistant = await findReplyingAssistant(ctx, order.assistantId)
  const model = await chooseModel(access, [order.wantedModel, order.conversationModel, assistant?.model])
  const generationId = newId()
  const { reservation, access: allowed } = await reserveReply(ctx, generationId, access, model)
  // Both are durable before the model is asked; written at once they cost one wait for the disk.
  const creating = createGeneration(ctx, {
    _id: generationId,
    conversationId: input.conversationId,
    key,
    userMessageId: order.questionId,
    replyId: order.replyId,
    model: model?.id ?? 'none',
  })
  const question = await order.store().catch(async (error) => {
    const orphan = await creating
    if (orphan) await endGeneration(orphan._id, 'failed')
    giveBack(ctx, reservation)
    throw error
  })
  const generation = await creating
  if (!generation) {
    giveBack(ctx, reservation)
    return requireKnown(ctx, key)
  }
  if (order.isNew)
    listening.keep({
      messageId: question._id,
      conversationId: question.conversationId,
      at: question.createdAt,
    })
  publishReply(ctx, generation, 'started')
  runGeneration(generation._id, (active) =>
    makeReply(active, ctx, {
      ...{ order, question, generation, reservation, model, profile, assistant, advice, recalling },
      access: allowed,
    }),
  )
  return generation
}

/** @returns the message that is new; null when an old one is answered again */
const textOf = (input: SendInput): string | null => (input.trigger === 'send' ? input.message.text : null)

/** Two answers to the same question may be made at once, to be compared. */
function isSecondOf(running: readonly GenerationRecord[], input: SendInput, order: Order): boolean {
  const isAsked = input.trigger === 'regenerate' && input.besideId !== undefined
  return isAsked && running.length === 1 && running[0]?.userMessageId === order.questionId
}

/** Somebody else was faster with the same key. */
async function requireKnown(ctx: Ctx, key: string): Promise<GenerationRecord> {
  const generation = await findByKey(ctx, key)
  if (!generation) throw notFound('reply')
  return generation
}

type Making = {
  order: Order
  question: MessageRecord
  generation: GenerationRecord
  reservation: Reservation | null
  access: ModelAccess
  model: ModelDto | null
  profile: ProfileDto
  assistant: ReplyingAssistant | null
  /** Asks how to speak with somebody who seems to feel as they do. */
  advice: ReturnType<typeof heed>
  /** Asks for what is remembered. */
  recalling: ReturnType<typeof recall>
}

async function makeReply(
  active: ActiveGeneration,
  ctx: Ctx,
  { order, question, generation, reservation, access, model, profile, assistant, advice, recalling }: Making,
) {
  const { folderId, assistantId } = order
  const recalled = recalling({ folderId, assistantId, question: question.text })
  const parts = await instructionParts(ctx, profile, order, assistant, advice(), recalled)
  const { personal, workspace } = access
  const soFar = order.prefix ? [{ role: 'assistant' as const, content: order.prefix }] : []
  const care = careAdvice([question.text])
  let context: Context | undefined
  const made = await produceReply(active, {
    replyId: order.replyId,
    parentId: question._id,
    access: comparedWith(generation) ? withoutFallback(access) : access,
    model,
    prefix: order.prefix,
    async prepare(asked) {
      const settings = mergeSettings(asked, [order.modelSettings, personal.settings, workspace.settings])
      const reserve = replyReserve(asked, settings)
      const budget = asked.contextWindow - reserve
      context = await buildContext(ctx, question, composeInstructions({ ...parts, care }), budget)
      const summary = context.summary?.text
      return {
        instructions: composeInstructions({
          ...parts,
          summary,
          care: careAdvice(ownWords(context.messages)),
        }),
        messages: [...context.messages, ...soFar],
        maxOutputTokens: reserve,
        settings,
        context: { tokens: context.tokens, window: asked.contextWindow },
        fits: context.fits,
      }
    },
  })
  const memories = (await recalled)?.used ?? []
  const reply = { ...made, ...(memories.length > 0 && { memories }) }
  await active.flush()
  await storeReply(ctx, generation, question, reply)
  settleReply(ctx, { generation, reservation, access, reply })
  if (context?.wantsSummary && reply.model) await orderSummary(ctx, generation, reply.model.id)
  if (order.isNew && reply.model) await orderRemembering(ctx, question, reply.model.id)
  if (order.isUnnamed && context && reply.model && reply.status === 'done')
    void nameConversation(ctx, {
      conversationId: generation.conversationId,
      replyId: generation.replyId,
      depth: question.depth + 1,
      said: [...context.messages, { role: 'assistant', content: reply.text }],
      ...{ model: reply.model, access },
    })
  const finish = () => {
    active.emit({ type: 'finish', messageMetadata: metadataOf(generation, reply) })
    publishReply(ctx, generation, 'ended')
  }
  return { status: reply.status, finish }
}

/** Who compares models wants this one, and nobody in its place. */
function withoutFallback(access: ModelAccess): ModelAccess {
  return { ...access, personal: { ...access.personal, fallbackModels: [] } }
}

async function storeReply(
  ctx: Ctx,
  generation: GenerationRecord,
  question: MessageRecord,
  reply: Reply,
): Promise<void> {
  const save = saveReply(ctx, {
    _id: generation.replyId,
    conversationId: generation.conversationId,
    parentId: question._id,
    depth: question.depth + 1,
    role: 'assistant',
    parts: reply.parts,
    text: reply.text,
    status: reply.status,
    model: reply.model?.id ?? generation.model,
    usage: factsOf(reply),
    error: reply.error,
  })
  // Of two answers the first is shown until one of them is kept.
  const leafId = comparedWith(generation) ? null : generation.replyId
  await Promise.all([save, touchConversation(ctx, generation.conversationId, leafId)])
}

/** How a reply ended, as its last chunk tells. */
export function metadataOf(generation: GenerationRecord, reply: Reply) {
  return {
    parentId: generation.userMessageId,
    status: reply.status,
    createdAt: generation.startedAt.toISOString(),
    model: reply.model?.id ?? generation.model,
    ...factsOf(reply),
    ...(reply.error && { error: reply.error }),
  }
}

/** What is kept of how a reply was made. */
function factsOf({ usage, finishReason, replaced, context, memories }: Reply) {
  return {
    ...(usage && { usage }),
    ...(finishReason && { finishReason }),
    ...(replaced && { replaced }),
    ...(context && { context }),
    ...(memories && { memories }),
  }
}
