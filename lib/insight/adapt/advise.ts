import 'server-only'
import type { Scope } from '@/lib/auth/context'
import { log } from '@/lib/platform/log'
import { findRecentReadings, type ReadingRecord } from '../data'
import { findNewestCheckIn } from '../mood/data'
import { type Listening, listen } from '../reading/make-reading'
import { adviceOn, type Estimate, isWorthHeeding } from './advice'

/** A feeling of this morning says little about tonight. */
const LASTS_MS = 3 * 60 * 60_000
/** A feeling that two messages have not shown again has passed. */
const MOST_MESSAGES = 2
const LEAST_CONFIDENCE = 0.35

/**
 * What the assistant is told of how somebody seems to feel, in this conversation, by their wish. Everything is looked up at once, beside
 * what else a reply needs; asked for it, nobody waits for the message to be read: what is not read yet counts from the next reply on.
 *
 * @returns asks for the instruction, word for word; null when there is none. It never fails
 */
export function heed(
  scope: Scope,
  conversationId: string,
  listening: Listening,
): () => Promise<string | null> {
  const looked = lookUp(scope, conversationId, listening).catch((error) => {
    log.warn('no advice on a feeling', { conversationId, error })
    return null
  })
  return async () => {
    const found = await looked
    const now = listening.soFar()
    return found && adviceFrom(found, now && { ...now, said: null })
  }
}

/** The same for the next reply, whose message is not written yet. */
export function adviceFor(scope: Scope, conversationId: string): Promise<string | null> {
  return heed(scope, conversationId, listen(scope, conversationId, null))()
}

async function lookUp(scope: Scope, conversationId: string, { reader }: Listening) {
  const known = await reader
  if (!known || known.adapt === 'never') return null
  const since = new Date(Date.now() - LASTS_MS)
  const [checkIn, recent] = await Promise.all([
    findNewestCheckIn(scope, since),
    findRecentReadings(scope, conversationId, since, MOST_MESSAGES),
  ])
  return { adapt: known.adapt, checkIn, recent }
}

type Found = NonNullable<Awaited<ReturnType<typeof lookUp>>>
type Felt = Pick<ReadingRecord, 'said' | 'labels' | 'confidence' | 'perspective'>

/** A check-in counts above what is read; what was said of a message since is newer. */
function adviceFrom({ adapt, checkIn, recent }: Found, now: Felt | null): string | null {
  const named = checkIn?.labels.find(isWorthHeeding)
  if (named && !recent.some(({ said }) => said)) return adviceOn({ feeling: named, probability: null }, adapt)
  const newestFirst = [...(now ? [now] : []), ...recent].slice(0, MOST_MESSAGES)
  const estimate = newestFirst.map(estimateOf).find((each) => each !== null)
  return estimate ? adviceOn(estimate, adapt) : null
}

function estimateOf({ said, labels, confidence, perspective }: Felt): Estimate | null {
  const own = said?.find(isWorthHeeding)
  if (said) return own ? { feeling: own, probability: null } : null
  if (confidence < LEAST_CONFIDENCE || perspective !== 'speaker') return null
  const found = labels.find(({ label }) => isWorthHeeding(label))
  return found ? { feeling: found.label, probability: found.probability } : null
}
