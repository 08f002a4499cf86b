import 'server-only'
import type { ProfileDto } from '@/lib/accounts/schema'
import type { ReplyingAssistant } from '@/lib/assistants/server'
import type { Ctx } from '@/lib/auth/context'
import { careAdvice } from '@/lib/care/server'
import { type ActiveGeneration, type GenerationRecord, plainText } from '@/lib/generations/server'
import type { heed } from '@/lib/insight/server'
import type { recall } from '@/lib/memory/server'
import type { ModelDto } from '@/lib/models/schema'
import { type ModelAccess, mergeSettings } from '@/lib/models/server'
import type { Reservation } from '@/lib/usage/server'
import { buildContext, type Context, ownWords, replyReserve } from './build-context'
import { instructionParts } from './context/instruction-parts'
import { orderRemembering } from './context/remember'
import { orderSummary } from './context/summarise'
import { estimateInTurn } from './context/tokens'
import { touchConversation } from './data'
import { composeInstructions } from './instructions'
import { type MessageRecord, saveReply } from './messages/data'
import { nameConversation } from './name/name-conversation'
import { comparedWith, type Order } from './order'
import { produceReply, type Reply } from './produce-reply'
import { publishReply } from './publish-reply'
import { settleReply } from './usage/settle-reply'

/** What a reply is made of. */
export type Making = {
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

/** Makes the reply and keeps it; what follows from it is asked for before it ends. */
export async function makeReply(
  active: ActiveGeneration,
  ctx: Ctx,
  { order, question, generation, reservation, access, model, profile, assistant, advice, recalling }: Making,
) {
  const { folderId, assistantId } = order
  const recalled = recalling({ folderId, assistantId, question: question.text })
  const parts = await instructionParts(ctx, profile, order, assistant, advice(), recalled)
  const { personal, workspace } = access
  const begun = plainText(order.prefix)
  const soFar = begun ? [{ role: 'assistant' as const, content: begun }] : []
  const begunTokens = begun ? await estimateInTurn(begun) : 0
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
      // What a reply goes on from is sent along, and takes room like all before it.
      const budget = asked.contextWindow - reserve - begunTokens
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
        context: { tokens: context.tokens + begunTokens, window: asked.contextWindow },
        fits: context.fits,
      }
    },
  })
  const memories = (await recalled)?.used ?? []
  const reply = { ...made, ...(memories.length > 0 && { memories }) }
  // Readers elsewhere take a reply that has ended for one whose log is whole.
  await active.flush()
  await storeReply(ctx, generation, question, reply)
  settleReply(ctx, { generation, reservation, access, reply, begun })
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
