import { AROUSAL, EMOTION_LABELS, type EmotionLabel } from './labels.ts'
import type { Scores } from './model.ts'

type Combined = {
  probability: Record<EmotionLabel, number>
  /** Labels high enough to count in at least one part. */
  present: EmotionLabel[]
  valence: number
  arousal: number
}

/**
 * One reading of several parts of a message. A label's probability is halfway between its highest and its mean over the
 * parts, weighted by length: a single furious sentence in a long calm letter is told, but not as if all were fury.
 * @param lengths tokens of each part.
 */
export function combineParts(parts: readonly Scores[], lengths: readonly number[]): Combined {
  const total = lengths.reduce((sum, length) => sum + length, 0) || 1
  const blend = (of: (scores: Scores) => number): number => {
    const mean = parts.reduce((sum, part, index) => sum + (of(part) * (lengths[index] ?? 0)) / total, 0)
    return (mean + Math.max(...parts.map(of))) / 2
  }
  const entries = EMOTION_LABELS.map((label) => [label, blend((part) => part.probability[label])] as const)
  const probability = Object.fromEntries(entries) as Record<EmotionLabel, number>
  return {
    probability,
    present: EMOTION_LABELS.filter((label) => parts.some((part) => part.present.has(label))),
    valence: blend((part) => part.valence.positive) - blend((part) => part.valence.negative),
    arousal: meanArousal(probability),
  }
}

/** Arousal of the labels weighted by their probabilities, 0 to 1. */
export function meanArousal(probability: Record<EmotionLabel, number>): number {
  let weighted = 0
  let total = 0
  for (const label of EMOTION_LABELS) {
    weighted += AROUSAL[label] * probability[label]
    total += probability[label]
  }
  return total === 0 ? AROUSAL.neutral : weighted / total
}
