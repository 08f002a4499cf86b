import { EMOTION_LABELS, type EmotionLabel, VALENCE_GROUPS } from './labels.ts'
import type { Scores } from './model.ts'

/** How much likelier than for people in general a label is for one person, in logits. A label left out: not at all. */
export type Bias = Partial<Record<EmotionLabel, number>>

const MOST = 1 - 1e-6
/** Probabilities of 0 and 1 would stay what they are under any bias. */
export const logit = (p: number): number => {
  const inside = Math.min(MOST, Math.max(1 - MOST, p))
  return Math.log(inside / (1 - inside))
}
export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x))

/**
 * What the model says of a text, seen by somebody whose words mean what they mean to them: each label's logit is moved by the bias and
 * counts from the same threshold as before; valence follows the strongest label of each side.
 */
export function shiftScores(scores: Scores, bias: Bias, thresholds: Record<EmotionLabel, number>): Scores {
  if (Object.keys(bias).length === 0) return scores
  const probability = { ...scores.probability }
  const present = new Set(scores.present)
  for (const label of EMOTION_LABELS) {
    const by = bias[label]
    if (!by) continue
    probability[label] = sigmoid(logit(probability[label]) + by)
    if (probability[label] > thresholds[label]) present.add(label)
    else present.delete(label)
  }
  const moved = (group: keyof typeof VALENCE_GROUPS) => {
    const most = (of: Record<EmotionLabel, number>) =>
      Math.max(...VALENCE_GROUPS[group].map((label) => of[label]))
    return Math.min(1, Math.max(0, scores.valence[group] + most(probability) - most(scores.probability)))
  }
  const valence = { positive: moved('positive'), negative: moved('negative'), ambiguous: moved('ambiguous') }
  return { ...scores, probability, present, valence }
}
