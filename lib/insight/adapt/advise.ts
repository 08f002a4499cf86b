import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Scope } from '@/lib/auth/context'
import type { EmotionReading } from '@/lib/emotion/server'
import { log } from '@/lib/platform/log'
import { findRecentReadings, type ReadingRecord } from '../data'
import { findNewestCheckIn } from '../mood/data'
import { findReader } from '../settings/manage-settings'
import { adviceOn, type Estimate, isWorthHeeding } from './advice'

/** A feeling of this morning says little about tonight. */
const LASTS_MS = 3 * 60 * 60_000
/** A feeling that two messages have not shown again has passed. */
const MOST_MESSAGES = 2
const LEAST_CONFIDENCE = 0.35
/** The reading of the message that is being answered is waited for no longer than other reads take. */
const PATIENCE_MS = 12

/**
 * What the assistant is told of how somebody seems to feel, in this conversation, by their wish. It never fails and never keeps a reply
 * waiting: a reading that is not there yet counts from the next message on.
 *
 * @param current the reading of the message that is being answered, while it is being made
 * @returns the instruction, word for word; null when there is none
 */
export async function adviceFor(
  scope: Scope,
  conversationId: string,
  current: Promise<EmotionReading | null> = Promise.resolve(null),
): Promise<string | null> {
  try {
    const since = new Date(Date.now() - LASTS_MS)
    const [reader, checkIn, recent, now] = await Promise.all([
      findReader(scope, conversationId),
      findNewestCheckIn(scope, since),
      findRecentReadings(scope, conversationId, since, MOST_MESSAGES),
      Promise.race([current, sleep(PATIENCE_MS, null)]),
    ])
    if (!reader || reader.adapt === 'never') return null
    // A check-in counts above what is read; what was said of a message since is newer.
    const named = checkIn?.labels.find(isWorthHeeding)
    if (named && !recent.some(({ said }) => said))
      return adviceOn({ feeling: named, probability: null }, reader.adapt)
    const newestFirst = [...(now ? [{ ...now, said: null }] : []), ...recent].slice(0, MOST_MESSAGES)
    const estimate = newestFirst.map(estimateOf).find((each) => each !== null)
    return estimate ? adviceOn(estimate, reader.adapt) : null
  } catch (error) {
    log.warn('no advice on a feeling', { conversationId, error })
    return null
  }
}

function estimateOf({
  said,
  labels,
  confidence,
  perspective,
}: Pick<ReadingRecord, 'said' | 'labels' | 'confidence' | 'perspective'>): Estimate | null {
  const own = said?.find(isWorthHeeding)
  if (said) return own ? { feeling: own, probability: null } : null
  if (confidence < LEAST_CONFIDENCE || perspective !== 'speaker') return null
  const found = labels.find(({ label }) => isWorthHeeding(label))
  return found ? { feeling: found.label, probability: found.probability } : null
}
