/** The wire types of emotional insight. Safe in the browser. */
import { z } from 'zod'
import { idSchema } from '@/lib/core/id-schema'
import {
  ADAPTATIONS,
  type Adaptation,
  ALL_FEELINGS,
  type Feeling,
  NOTE_MAX_CHARS,
  type RANGES,
  REFLECTION_MAX_CHARS,
  type Topic,
} from './limits'

const DAY = /^\d{4}-\d\d-\d\d$/

export type InsightState = {
  /** The person has consented. Off: nothing is read, and nothing that was read is kept. */
  isOn: boolean
  isPaused: boolean
  adapt: Adaptation
  /** The chat model may read messages in other languages than English: the second consent. */
  otherLanguages: boolean
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
  /** Words that moved the first feeling, strongest first, and by how much its probability falls without them; `start`: where in the message. */
  why: { word: string; start: number; weight: number }[]
  /** Whose feeling the message seems to tell. */
  perspective: 'speaker' | 'someone-else' | 'roleplay'
  /** What the message seems to be about. */
  topics: Topic[]
  /** What the person says it was. */
  said: Feeling[] | null
  /** The chat model that read it; null: the small model of this server. */
  readBy: string | null
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
  .object({ adapt: z.enum(ADAPTATIONS), isPaused: z.boolean(), otherLanguages: z.boolean() })
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

/** How far back the page looks. A year is shown by weeks. */
export type InsightRange = (typeof RANGES)[number]

/** One day, or one week from its first day on. Without anything known of it: a gap. */
export type MoodPoint = {
  /** YYYY-MM-DD in the person's zone. */
  day: string
  /** -1 to 1; null: nothing is known. */
  valence: number | null
  /** `you`: what the person said themselves counts there. */
  source: 'you' | 'model' | null
  readings: number
  checkIns: number
  /** The most frequent feelings, at most three. */
  top: Feeling[]
}

export type HourMood = { fromHour: number; valence: number | null; count: number }

export type FeelingCount = { feeling: Feeling; count: number; share: number }

/** How often a feeling goes with a topic, and with everything else. Intervals of 95 %. */
export type Association = {
  feeling: Feeling
  count: number
  share: number
  low: number
  high: number
  /** Null: too few messages are elsewhere to compare with. */
  elsewhere: number | null
  /** What is known of it is more than chance would easily do. */
  isClear: boolean
}

export type TopicMood = {
  id: string
  name: string
  /** `topic`: what messages are about; else where they are. */
  kind: 'topic' | 'folder' | 'conversation'
  /** Readings that count. */
  count: number
  associations: Association[]
}

export type CheckInDto = {
  id: string
  valence: number
  labels: Feeling[]
  note: string
  /** ISO 8601, UTC. */
  at: string
}

export type ReflectionDto = {
  id: string
  firstDay: string
  lastDay: string
  text: string
  /** ISO 8601, UTC. */
  at: string
}

/** Everything the page shows. */
export type InsightsView = InsightState & {
  range: InsightRange
  firstDay: string
  lastDay: string
  /** By day; by week for a year. */
  points: MoodPoint[]
  days: MoodPoint[]
  hours: HourMood[]
  feelings: FeelingCount[]
  topics: TopicMood[]
  /** The same for folders and conversations. */
  places: TopicMood[]
  /** Days in a row with a check-in, up to today or yesterday. */
  streak: number
  counts: { readings: number; checkIns: number }
  /** The newest. */
  checkIns: CheckInDto[]
  reflections: ReflectionDto[]
}

const note = z.string().trim().max(NOTE_MAX_CHARS, `Use at most ${NOTE_MAX_CHARS} characters.`)

/** `id` is made by the client: the same again changes what was said. */
export const checkInInput = z.object({
  id: idSchema,
  valence: z.number().min(-1).max(1),
  labels: z.array(feeling).max(ALL_FEELINGS.length),
  note,
})
export type CheckIn = z.infer<typeof checkInInput>

export const byId = z.object({ id: idSchema })

const day = z.string().refine((text) => DAY.test(text) && !Number.isNaN(Date.parse(text)), 'Choose a day.')

/** Whole days in the person's zone; null: everything there ever was. */
export const deletionInput = z.object({
  days: z
    .object({ first: day, last: day })
    .refine(({ first, last }) => first <= last, 'The last day comes before the first.')
    .nullable(),
})
export type InsightDeletion = z.infer<typeof deletionInput>

const reflectionText = z
  .string()
  .trim()
  .min(1, 'Write something, or discard it.')
  .max(REFLECTION_MAX_CHARS, `Use at most ${REFLECTION_MAX_CHARS.toLocaleString('en')} characters.`)

export const reflectionInput = z.object({ id: idSchema, firstDay: day, lastDay: day, text: reflectionText })
export type KeptReflection = z.infer<typeof reflectionInput>

/** Written, and kept nowhere yet. */
export type ReflectionDraft = Pick<ReflectionDto, 'firstDay' | 'lastDay' | 'text'> & { model: string }
