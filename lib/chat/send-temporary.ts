import 'server-only'
import type { ProfileDto } from '@/lib/accounts/schema'
import { profileAtHand } from '@/lib/accounts/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { careAdvice } from '@/lib/care/server'
import { AppError, notFound } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import {
  type ActiveGeneration,
  createGeneration,
  findByKey,
  findRunning,
  type GenerationRecord,
  runGeneration,
  TEMPORARY_KEY,
} from '@/lib/generations/server'
import type { ModelDto } from '@/lib/models/schema'
import { chooseModel, type ModelAccess, mergeSettings, openModelsOf } from '@/lib/models/server'
import type { Said } from '@/lib/platform/models/stream-model'
import type { Reservation } from '@/lib/usage/server'
import { ownWords, replyReserve } from './build-context'
import { estimateInTurn, estimateTokens } from './context/tokens'
import { findConversation } from './data'
import { assertGuestMayAsk } from './guest-limit'
import { composeInstructions } from './instructions'
import { metadataOf } from './make-reply'
import { personaInstructions } from './persona'
import { produceReply } from './produce-reply'
import { reapIfStale } from './reap'
import type { TemporaryInput } from './schema'
import { reserveReply } from './usage/reserve-reply'
import { giveBack, settleReply } from './usage/settle-reply'

/**
 * Answers in a conversation that is kept nowhere: the browser brings along what was said, and of the reply only the log exists,
 * for as long as somebody may still be reading it (`purgeTemporary`). Asking again with the same key returns the same reply.
 *
 * @throws AppError `conflict` while another reply of the conversation is being made, or when the conversation is one that is kept
 */
export async function sendTemporary(ctx: Ctx, input: TemporaryInput): Promise<GenerationRecord> {
  assertCan(ctx, 'conversation:write')
  const { conversationId } = input
  const key = `${TEMPORARY_KEY}${input.key}`
  const [known, found, kept, profile, access] = await Promise.all([
    findByKey(ctx, key),
    findRunning(ctx, conversationId),
    findConversation(ctx, conversationId),
    profileAtHand(ctx),
    openModelsOf(ctx),
  ])
  if (known) return known
  await assertGuestMayAsk(ctx)
  if (kept) throw new AppError('conflict', 'This conversation is kept, and cannot become temporary.')
  const running = await reapIfStale(found)
  // It began between the two reads.
  const same = running.find((generation) => generation.key === key)
  if (same) return same
  if (running.length > 0)
    throw new AppError('conflict', 'A reply is being made in this conversation. Wait for it or stop it.')

  const model = await chooseModel(access, [input.model])
  const { questionId: userMessageId, replyId } = input
  const generationId = newId()
  const { reservation, access: allowed } = await reserveReply(ctx, generationId, access, model)
  const generation = await createGeneration(ctx, {
    ...{ _id: generationId, conversationId, key, userMessageId, replyId },
    model: model?.id ?? 'none',
    temporary: true,
  })
  if (!generation) {
    giveBack(ctx, reservation)
    return requireKnown(ctx, key)
  }
  runGeneration(generation._id, (active) =>
    makeReply(active, ctx, input, { generation, reservation, access: allowed, model, profile }),
  )
  return generation
}

type Making = {
  generation: GenerationRecord
  reservation: Reservation | null
  access: ModelAccess
  model: ModelDto | null
  profile: ProfileDto
}

async function makeReply(
  active: ActiveGeneration,
  ctx: Ctx,
  { replyId, questionId, prefix = '', hint, messages }: TemporaryInput,
  { generation, reservation, access, model, profile }: Making,
) {
  const instructions = composeInstructions({
    persona: personaInstructions(profile, new Date(), hint),
    care: careAdvice(ownWords(messages.map(({ role, text }) => ({ role, content: text })))),
  })
  const soFar = prefix ? [{ role: 'assistant' as const, content: prefix }] : []
  const begunTokens = prefix ? await estimateInTurn(prefix) : 0
  const reply = await produceReply(active, {
    replyId,
    parentId: questionId,
    access,
    model,
    prefix: prefix ? [{ type: 'text', text: prefix }] : [],
    async prepare(asked) {
      const settings = mergeSettings(asked, [access.personal.settings, access.workspace.settings])
      const reserve = replyReserve(asked, settings)
      const used = estimateTokens(instructions) + begunTokens
      const fitting = await newestThatFit(messages, asked.contextWindow - reserve - used)
      return {
        instructions,
        messages: [...fitting.messages, ...soFar],
        maxOutputTokens: reserve,
        settings,
        context: { tokens: used + fitting.tokens, window: asked.contextWindow },
        fits: fitting.messages.length > 0,
      }
    },
  })
  await active.flush()
  settleReply(ctx, { generation, reservation, access, reply, begun: prefix })
  const finish = () => active.emit({ type: 'finish', messageMetadata: metadataOf(generation, reply) })
  return { status: reply.status, finish }
}

/** What does not fit is left out: a summary of it would have to be kept somewhere. */
async function newestThatFit(
  said: TemporaryInput['messages'],
  room: number,
): Promise<{ messages: Said[]; tokens: number }> {
  const messages: Said[] = []
  let tokens = 0
  for (const { role, text } of said.toReversed()) {
    const cost = await estimateInTurn(text)
    if (tokens + cost > room) break
    tokens += cost
    messages.unshift({ role, content: text })
  }
  // A conversation that is cut begins with something the person said.
  const [first] = messages
  if (first?.role === 'assistant' && messages.length < said.length) {
    messages.shift()
    tokens -= await estimateInTurn(first.content)
  }
  return { messages, tokens }
}

/** Somebody was faster with the same key. */
async function requireKnown(ctx: Ctx, key: string): Promise<GenerationRecord> {
  const generation = await findByKey(ctx, key)
  if (!generation) throw notFound('reply')
  return generation
}
