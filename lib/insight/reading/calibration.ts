import 'server-only'
import { type Bias, EMOTION_LABELS, type EmotionLabel, logit, sigmoid } from '@/lib/emotion/server'
import type { CorrectedReading } from '../data'

/** How far people are expected to differ, as the standard deviation of a bias in logits. */
const SPREAD = 1
/** A person's words never count for more than this: what the model finds out of the question stays so. */
const MOST_BIAS = 2
/** Less is not worth keeping. */
const LEAST_BIAS = 0.05
const STEPS = 30

type Evidence = { logit: number; isTrue: boolean }

/**
 * What corrections teach of one person: a bias for each label, the most likely one (maximum a posteriori) under a normal prior around 0.
 * What somebody says a message was, it was; what was shown and they did not say, it was not; of all other labels they said nothing. The
 * same corrections teach the same in any order, and without them nothing is left of it.
 */
export function learnBias(corrections: readonly CorrectedReading[]): Bias {
  const bias: Bias = {}
  for (const label of EMOTION_LABELS) {
    const evidence = corrections.flatMap((correction) => evidenceFor(label, correction))
    const value = evidence.length > 0 ? mostLikely(evidence) : 0
    if (Math.abs(value) >= LEAST_BIAS) bias[label] = value
  }
  return bias
}

function evidenceFor(label: EmotionLabel, { labels, scores, said }: CorrectedReading): Evidence[] {
  if (!scores || !said) return []
  const isTrue = said.includes(label)
  const wasShown = labels.some((shown) => shown.label === label)
  return isTrue || wasShown ? [{ logit: logit(scores[label]), isTrue }] : []
}

/** The slope of the log posterior falls steadily with the bias: where it is 0 is found by halving. */
function mostLikely(evidence: readonly Evidence[]): number {
  let [low, high] = [-MOST_BIAS, MOST_BIAS]
  for (let step = 0; step < STEPS; step++) {
    const middle = (low + high) / 2
    const slope = evidence.reduce(
      (sum, each) => sum + (each.isTrue ? 1 : 0) - sigmoid(each.logit + middle),
      -middle / SPREAD ** 2,
    )
    if (slope > 0) low = middle
    else high = middle
  }
  return (low + high) / 2
}
