import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { notFound } from '@/lib/core/errors'
import { EMOTION_LABELS } from '@/lib/emotion/server'
import { ASKED, countReadings, findReading, type ReadingRecord } from '../data'
import type { Feeling } from '../limits'
import type { MessageInsight, ReadingDto } from '../schema'
import { findOffHere, findSetting } from '../settings/data'

const MOST_ALTERNATIVES = 6
/** What the model finds less likely is offered by how often people mean it. */
const WORTH_OFFERING = 0.03
const USUAL = ['joy', 'sadness', 'nervousness', 'anger', 'gratitude', 'neutral', 'relief'] as const

/**
 * What was read of one of the caller's own messages.
 *
 * @throws AppError `not_found` for a foreign conversation
 */
export async function getMessageInsight(
  ctx: Ctx,
  { conversationId, messageId }: { conversationId: string; messageId: string },
): Promise<MessageInsight> {
  assertCan(ctx, 'insight:read')
  const [here, { pausedAt }, reading, countHere] = await Promise.all([
    findOffHere(ctx, conversationId),
    findSetting(ctx),
    findReading(ctx, conversationId, messageId),
    countReadings(ctx, conversationId),
  ])
  if (!here) throw notFound('conversation')
  return { reading: reading && toDto(reading), isPaused: pausedAt !== null, isOffHere: here.isOff, countHere }
}

function toDto({ labels, scores, why, ...reading }: ReadingRecord): ReadingDto {
  const { status, unsure, valence, arousal, confidence, perspective, said, modelVersion } = reading
  const shown = new Set<Feeling>(labels.map(({ label }) => label))
  const near = EMOTION_LABELS.filter((label) => (scores?.[label] ?? 0) >= WORTH_OFFERING).sort(
    (a, b) => (scores?.[b] ?? 0) - (scores?.[a] ?? 0),
  )
  const alternatives = [...new Set<Feeling>([...near, ...USUAL])].filter((label) => !shown.has(label))
  return {
    ...{ status, unsure, valence, arousal, confidence, perspective, said },
    topics: reading.topics ?? [],
    labels,
    readBy: modelVersion.startsWith(ASKED) ? modelVersion.slice(ASKED.length) : null,
    alternatives: alternatives.slice(0, MOST_ALTERNATIVES),
    why: why.map(({ word, start, weight }) => ({ word, start, weight })),
  }
}
