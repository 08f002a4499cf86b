import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { estimateTokens } from '@/lib/chat/server'
import { dayIn } from '@/lib/core/days'
import type { ModelDto } from '@/lib/models/schema'
import { findUsageTime, type Reservation, reserveMessage, settle } from '@/lib/usage/server'
import type { End } from './ask-model'
import { type Prompt, promptTokens } from './prompt'

const REPEAT_MS = 24 * 60 * 60_000

/**
 * Counts a message before a model is asked. One with the key of a message that was answered within a day is the same again and counts no
 * more; while that one is still being answered there is no other.
 *
 * @returns null for what has been counted
 * @throws AppError `limit_reached`; `conflict`
 */
export async function reserveOnce(ctx: Ctx, id: string, isNamed: boolean): Promise<Reservation | null> {
  const isAnswered = async () => isNamed && (await findAnswered(ctx, id)) === 'lately'
  if (await isAnswered()) return null
  const reservation = await reserveMessage(ctx, id)
  // It may have ended between the two.
  if (!(await isAnswered())) return reservation
  settle(ctx, null, { ...reservation, counts: false })
  return null
}

/** @returns when a message was answered under this id: within a day, or before; null when none was */
export async function findAnswered(ctx: Ctx, id: string): Promise<'lately' | 'long ago' | null> {
  const at = await findUsageTime(ctx, id)
  return at && (Date.now() - at.getTime() < REPEAT_MS ? 'lately' : 'long ago')
}

type Settled = {
  id: string
  reservation: Reservation | null
  isOwnKey: boolean
  model: ModelDto
  prompt: Prompt
  status: 'done' | 'failed' | 'stopped'
  text: string
  end: End | null
}

/** Writes down what a call took, however it ended. One that failed without a word counts for nothing. */
export function settleCompletion(ctx: Ctx, settled: Settled): void {
  const { id, reservation, isOwnKey, model, prompt, status, text, end } = settled
  const hasFailed = status === 'failed' && text === ''
  if (hasFailed) {
    if (reservation) settle(ctx, null, { ...reservation, counts: false })
    return
  }
  const at = new Date()
  const usage = end?.usage
  settle(
    ctx,
    {
      ...{ key: id, feature: 'api', model: model.id, isOwnKey, status },
      input: usage?.input ?? promptTokens(prompt),
      output: usage?.output ?? estimateTokens(text),
      cached: usage?.cached ?? 0,
      reasoning: usage?.reasoning ?? 0,
      isEstimated: usage === undefined,
      price: model.price,
      cost: usage?.cost ?? null,
      keyId: ctx.apiKey?.id ?? null,
      day: reservation?.day ?? dayIn(ctx.timeZone, at),
      at,
    },
    reservation && { ...reservation, counts: true },
  )
}
