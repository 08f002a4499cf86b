import { describe, expect, it } from 'vitest'
import { combineParts } from './combine.ts'
import { EMOTION_LABELS, type EmotionLabel } from './labels.ts'
import type { Scores } from './model.ts'

function scores(given: Partial<Record<EmotionLabel, number>>, present: EmotionLabel[] = []): Scores {
  const probability = Object.fromEntries(EMOTION_LABELS.map((label) => [label, given[label] ?? 0]))
  return {
    probability: probability as Record<EmotionLabel, number>,
    present: new Set(present),
    valence: { positive: given.joy ?? 0, negative: given.anger ?? 0, ambiguous: 0 },
    presentGroups: new Set(),
    about: new Float32Array(),
  }
}

describe('combineParts', () => {
  it('leaves a single part as it is', () => {
    const combined = combineParts([scores({ joy: 0.8, neutral: 0.2 }, ['joy'])], [7])
    expect(combined.probability.joy).toBeCloseTo(0.8)
    expect(combined.present).toEqual(['joy'])
    expect(combined.valence).toBeCloseTo(0.8)
  })

  it('lets one strong sentence show without filling the whole message', () => {
    const calm = scores({ neutral: 0.9 })
    const { probability } = combineParts([calm, scores({ anger: 0.9 }, ['anger']), calm], [10, 10, 10])
    expect(probability.anger).toBeCloseTo((0.9 + 0.3) / 2)
  })

  it('weighs parts by their length', () => {
    const short = combineParts([scores({ anger: 1 }), scores({ joy: 1 })], [1, 9])
    expect(short.probability.joy).toBeGreaterThan(short.probability.anger)
    expect(short.valence).toBeCloseTo(0.95 - 0.55)
  })

  it('is more aroused by anger than by sadness, and at rest without any label', () => {
    const anger = combineParts([scores({ anger: 1 })], [1]).arousal
    expect(anger).toBeGreaterThan(combineParts([scores({ sadness: 1 })], [1]).arousal)
    expect(combineParts([scores({})], [1]).arousal).toBeCloseTo(0.3)
  })
})
