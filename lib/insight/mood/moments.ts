import type { ReadingRecord } from '../data'
import { FEELINGS, type Feeling, type Topic } from '../limits'
import type { CheckInRecord } from './data'

/** Something that is known of how somebody felt at a time. */
export type Moment = {
  at: Date
  /** -1 to 1. */
  valence: number
  feelings: readonly Feeling[]
  /** How far to trust it, 0 to 1. */
  weight: number
  /** `check-in`: the person said so by itself. `said`: what they said of a reading. */
  source: 'check-in' | 'said' | 'model'
  conversationId: string | null
  /** What the message is about. */
  topics: readonly Topic[]
}

export type MoodReading = Pick<
  ReadingRecord,
  'at' | 'status' | 'labels' | 'valence' | 'confidence' | 'perspective' | 'said' | 'conversationId' | 'topics'
>

/** How pleasant a feeling is that somebody only names. */
const NAMED = 0.7
const isOf = (group: keyof typeof FEELINGS, feeling: Feeling) =>
  (FEELINGS[group] as readonly Feeling[]).includes(feeling)

export function valenceOf(feelings: readonly Feeling[]): number {
  const sum = feelings.reduce((total, feeling) => {
    if (isOf('pleasant', feeling)) return total + NAMED
    return isOf('unpleasant', feeling) ? total - NAMED : total
  }, 0)
  return feelings.length === 0 ? 0 : sum / feelings.length
}

/** What counts of a reading: what the person said of it, else what was read of their own feelings; of others', nothing. */
export function momentOfReading(reading: MoodReading): Moment | null {
  const { at, status, labels, said, confidence, perspective, valence } = reading
  const place = { conversationId: reading.conversationId.toHexString(), topics: reading.topics ?? [] }
  if (said) return { at, ...place, feelings: said, valence: valenceOf(said), weight: 1, source: 'said' }
  if (status !== 'read' || perspective !== 'speaker') return null
  const feelings = labels.map(({ label }) => label)
  return { at, ...place, feelings, valence, weight: confidence, source: 'model' }
}

export function momentOfCheckIn({ at, valence, labels }: Omit<CheckInRecord, '_id'>): Moment {
  return { at, valence, feelings: labels, weight: 1, source: 'check-in', conversationId: null, topics: [] }
}
