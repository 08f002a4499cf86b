import { EMOTION_LABELS, type EmotionLabel, type EmotionReading } from '@/lib/emotion/server'
import type { ReadingRecord } from '@/lib/insight/data'

type Read = { reading: EmotionReading; scores: ReadingRecord['scores']; at: Date }

/** A reading as the model makes them, of one feeling. */
export function readingOf(
  label: EmotionLabel,
  { at = new Date(), valence = -0.6, probability = 0.8 } = {},
): Read {
  const scores = Object.fromEntries(EMOTION_LABELS.map((each) => [each, each === label ? probability : 0.02]))
  return {
    at,
    scores: scores as Record<EmotionLabel, number>,
    reading: {
      status: 'read',
      unsure: null,
      labels: [{ label, probability }],
      valence,
      arousal: 0.4,
      confidence: probability,
      why: [],
      perspective: 'speaker',
      topics: [],
      english: 1,
      modelVersion: 'test',
    },
  }
}
