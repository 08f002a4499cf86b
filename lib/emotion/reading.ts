import type { EmotionLabel } from './labels.ts'
import type { Reason } from './occlusion.ts'
import type { Perspective } from './speaker.ts'
import type { Topic } from './topics/topics.ts'

/** What was read of one message, derived on this server. */
export type EmotionReading = {
  /** `not-sure`: nothing is claimed; `unsure` tells the reason, `labels` and `why` are empty, valence and arousal are 0. */
  status: 'read' | 'not-sure'
  unsure: 'language' | 'nothing-to-read' | 'too-faint' | null
  /** Labels above their thresholds, likeliest first; when none is, the likeliest one. Calibrated probabilities. */
  labels: { label: EmotionLabel; probability: number }[]
  /** Negative to positive, -1 to 1. */
  valence: number
  /** Calm to agitated, 0 to 1. */
  arousal: number
  /** How far to trust the reading, 0 to 1: the first label's probability, lowered by language and perspective. */
  confidence: number
  /** Words that moved the first label other than neutral (neutral, when it is alone), strongest first; places in the message as written. */
  why: Reason[]
  perspective: Perspective
  /** What it is about, the nearest first; none when it is about nothing in particular, or could not be told. */
  topics: Topic[]
  /** How sure it is that the message is English, 0 to 1. */
  english: number
  modelVersion: string
}
