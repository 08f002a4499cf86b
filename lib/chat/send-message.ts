import 'server-only'
import { profileAtHand } from '@/lib/accounts/server'
import { findReplyingAssistant } from '@/lib/assistants/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { AppError, notFound } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import {
  createGeneration,
  endGeneration,
  findByKey,
  findRunning,
  type GenerationRecord,
  plainText,
  runGeneration,
} from '@/lib/generations/server'
import { heed, listen } from '@/lib/insight/server'
import { recall } from '@/lib/memory/server'
import { chooseModel, openModelsOf } from '@/lib/models/server'
import { assertGuestMayAsk } from './guest-limit'
import { makeReply } from './make-reply'
import { keyOf, type Order } from './order'
import { publishReply } from './publish-reply'
import { reapIfStale } from './reap'
import type { SendInput } from './schema'
import { takeOrder } from './take-order'
import { reserveReply } from './usage/reserve-reply'
import { giveBack } from './usage/settle-reply'

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
    begunChars: plainText(order.prefix).length,
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
