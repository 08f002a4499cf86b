import 'server-only'
import type { Ctx, Scope } from '@/lib/auth/context'
import { dayIn } from '@/lib/core/days'
import { findOwnGeneration, type GenerationRecord } from '@/lib/generations/server'
import { isOwnKey, type ModelAccess } from '@/lib/models/server'
import { findAbandoned, type Reservation, settle, type UsageEvent } from '@/lib/usage/server'
import { estimateTokens } from '../context/tokens'
import { findMessage } from '../messages/data'
import type { Reply } from '../produce-reply'
import type { TokenUsage } from '../schema'

/** Gives a message back whose reply is not going to be made. */
export function giveBack(scope: Scope, reservation: Reservation | null): void {
  if (reservation) settle(scope, null, { ...reservation, counts: false })
}

type Settled = {
  generation: Pick<GenerationRecord, '_id'>
  reservation: Reservation | null
  access: ModelAccess
  reply: Reply
  /** What the reply began with, when it was to go on: it is written down already. */
  begun?: string
}

/** Nobody is charged for an answer that failed, or was cut off by us, before it said a word. Whoever stops one has asked for it. */
const saidNothing = (status: string, text: string) =>
  text === '' && (status === 'failed' || status === 'interrupted')

/** Writes down what a reply took, however it ended. One that said nothing, and one paid for by the workspace itself, count for nothing. */
export function settleReply(ctx: Ctx, { generation, reservation, access, reply, begun = '' }: Settled): void {
  const { model, status, usage, context } = reply
  const text = reply.text.slice(begun.length)
  if (!model) {
    giveBack(ctx, reservation)
    return
  }
  const ownKey = isOwnKey(access, model.id)
  const isNothing = saidNothing(status, text)
  const at = new Date()
  const event = {
    ...eventOf(generation._id, status, usage, { input: isNothing ? 0 : (context?.tokens ?? 0), text }),
    model: model.id,
    isOwnKey: ownKey,
    price: model.price,
    day: reservation?.day ?? dayIn(ctx.timeZone, at),
    at,
  }
  settle(ctx, event, reservation && { ...reservation, counts: !ownKey && !isNothing })
}

/** Writes down what replies took whose server died before it could. For a timer. @returns how many */
export async function settleAbandonedReplies(now: Date = new Date()): Promise<number> {
  const abandoned = await findAbandoned(now)
  for (const reservation of abandoned) await settleAbandoned(reservation)
  return abandoned.length
}

async function settleAbandoned(reservation: Reservation): Promise<void> {
  const { id, workspaceId, userId, day } = reservation
  const scope = { workspaceId, userId }
  const generation = await findOwnGeneration(scope, id)
  if (!generation) return giveBack(scope, reservation)
  if (generation.status === 'running') return
  const message = await findMessage(scope, generation.conversationId, generation.replyId)
  const text = (message?.text ?? '').slice(generation.begunChars ?? 0)
  // One that was to go on has the figures of its first half, which are written down already.
  const isContinued = message && message.createdAt < generation.startedAt
  const usage = isContinued ? null : (message?.usage as TokenUsage | null | undefined)
  const event = {
    ...eventOf(id, generation.status, usage ?? undefined, { input: 0, text }),
    model: message?.model ?? generation.model,
    isOwnKey: false,
    price: null,
    day,
    at: generation.endedAt ?? new Date(),
  }
  settle(scope, event, { ...reservation, counts: !saidNothing(generation.status, text) })
}

/** Where a provider told no figures, as when it was stopped, they are reckoned from the words. */
function eventOf(
  key: string,
  status: string,
  usage: TokenUsage | undefined,
  said: { input: number; text: string },
): Omit<UsageEvent, 'model' | 'isOwnKey' | 'price' | 'paidBy' | 'day' | 'at'> {
  return {
    key,
    feature: 'reply',
    status,
    input: usage?.input ?? said.input,
    output: usage?.output ?? (said.text === '' ? 0 : estimateTokens(said.text)),
    cached: usage?.cached ?? 0,
    reasoning: usage?.reasoning ?? 0,
    isEstimated: usage === undefined,
    cost: usage?.cost ?? null,
  }
}
