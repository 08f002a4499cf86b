/** The wire types of emotional insight. Safe in the browser. */
import { z } from 'zod'
import { idSchema } from '@/lib/core/id-schema'
import { ADAPTATIONS, type Adaptation, ALL_FEELINGS, type Feeling } from './limits'

export type InsightState = {
  /** The person has consented. Off: nothing is read, and nothing that was read is kept. */
  isOn: boolean
  isPaused: boolean
  adapt: Adaptation
}

/** The same with what there is, for who is about to turn it off. */
export type InsightSettings = InsightState & {
  counts: { readings: number; corrections: number; checkIns: number; reflections: number }
}

export type ReadingDto = {
  /** `not-sure`: nothing is claimed. */
  status: 'read' | 'not-sure'
  unsure: 'language' | 'nothing-to-read' | 'too-faint' | null
  /** What the model read, likeliest first, with probabilities of 0 to 1. */
  labels: { label: Feeling; probability: number }[]
  /** What it might have been instead, likeliest first. */
  alternatives: Feeling[]
  /** -1 (unpleasant) to 1 (pleasant). */
  valence: number
  /** 0 (calm) to 1 (agitated). */
  arousal: number
  /** How far to trust the reading, 0 to 1. */
  confidence: number
  /** Words that moved the first feeling, strongest first, and by how much its probability falls without them. */
  why: { word: string; weight: number }[]
  /** Whose feeling the message seems to tell. */
  perspective: 'speaker' | 'someone-else' | 'roleplay'
  /** What the person says it was. */
  said: Feeling[] | null
}

/** What there is to know of one message. */
export type MessageInsight = {
  reading: ReadingDto | null
  isPaused: boolean
  /** Turned off in this conversation. */
  isOffHere: boolean
  /** Readings of this conversation. */
  countHere: number
}

export const turnOffInput = z.object({ withOwn: z.boolean() })
export type TurnOff = z.infer<typeof turnOffInput>

export const insightChange = z
  .object({ adapt: z.enum(ADAPTATIONS), isPaused: z.boolean() })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'Nothing is to be changed.')
export type InsightChange = z.infer<typeof insightChange>

export const changeHereInput = z.object({ conversationId: idSchema, isOff: z.boolean() })
export type ChangeHere = z.infer<typeof changeHereInput>

const feeling = z.enum(ALL_FEELINGS as [Feeling, ...Feeling[]])

/** `said` null takes a correction back. */
export const correctionInput = z.object({
  conversationId: idSchema,
  messageId: idSchema,
  said: z.array(feeling).min(1).max(ALL_FEELINGS.length).nullable(),
})
export type Correction = z.infer<typeof correctionInput>
