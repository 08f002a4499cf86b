import 'server-only'
import { Double, ObjectId } from 'mongodb'
import type { Scope } from '@/lib/auth/context'
import { driverCollection } from '@/lib/platform/db'
import type { Feeling, Topic } from './limits'

/** How the version of a model begins that is a chat model; its name follows. */
export const ASKED = 'chat:'

/** What lib/emotion reads of a message. */
type Read = {
  status: 'read' | 'not-sure'
  unsure: 'language' | 'nothing-to-read' | 'too-faint' | null
  labels: { label: Feeling; probability: number }[]
  valence: number
  arousal: number
  confidence: number
  why: { word: string; start: number; end: number; weight: number }[]
  perspective: 'speaker' | 'someone-else' | 'roleplay'
  topics: Topic[]
  modelVersion: string
}
export type ReadingRecord = Omit<Read, 'topics'> & {
  /** Null: read before there were topics. */
  topics: Topic[] | null
  conversationId: ObjectId
  /** Of all labels, as they are for people in general. */
  scores: Record<Feeling, number> | null
  said: Feeling[] | null
  saidAt: Date | null
  at: Date
}
type ReadingDocument = ReadingRecord & { _id: ObjectId; workspaceId: ObjectId; userId: ObjectId }

/** What a chat model read. */
export type AskedReading = Pick<
  Read,
  'labels' | 'valence' | 'arousal' | 'confidence' | 'perspective' | 'modelVersion'
>

const readings = () => driverCollection<ReadingDocument>('emotionReadings')

/** The one place that says whose readings are seen: their writer's. */
const whose = ({ workspaceId, userId }: Scope) => ({
  workspaceId: new ObjectId(workspaceId),
  userId: new ObjectId(userId),
})
const mine = (scope: Scope, conversationId: string, messageId: string) => ({
  _id: new ObjectId(messageId),
  conversationId: new ObjectId(conversationId),
  ...whose(scope),
})

/** Keeps what was read of a message, unless something is kept of it already. */
export async function saveReading(
  scope: Scope,
  { messageId, conversationId }: { messageId: string; conversationId: string },
  { reading, scores, at }: { reading: Read & { english: number }; scores: ReadingRecord['scores']; at: Date },
): Promise<void> {
  const { english: _, valence, arousal, confidence, ...rest } = reading
  await driverCollection('emotionReadings').updateOne(
    mine(scope, conversationId, messageId),
    {
      $setOnInsert: {
        ...rest,
        valence: new Double(valence),
        arousal: new Double(arousal),
        confidence: new Double(confidence),
        scores,
        said: null,
        saidAt: null,
        at,
      },
    },
    { upsert: true },
  )
}

/** Puts what a chat model read in the place of not being sure. */
export async function saveAskedReading(
  scope: Scope,
  { messageId, conversationId }: { messageId: string; conversationId: string },
  { valence, arousal, confidence, ...rest }: AskedReading,
): Promise<void> {
  await driverCollection('emotionReadings').updateOne(
    { ...mine(scope, conversationId, messageId), status: 'not-sure' },
    {
      $set: {
        ...{ ...rest, status: 'read', unsure: null },
        valence: new Double(valence),
        arousal: new Double(arousal),
        confidence: new Double(confidence),
      },
    },
  )
}

export async function findReading(
  scope: Scope,
  conversationId: string,
  messageId: string,
): Promise<ReadingRecord | null> {
  return readings().findOne(mine(scope, conversationId, messageId))
}

/** The newest readings of a conversation since a time, newest first. */
export async function findRecentReadings(
  scope: Scope,
  conversationId: string,
  since: Date,
  limit: number,
): Promise<(ReadingRecord & { id: string })[]> {
  const found = await readings()
    .find({ ...whose(scope), conversationId: new ObjectId(conversationId), at: { $gt: since } })
    .sort({ at: -1 })
    .limit(limit)
    .toArray()
  return found.map((reading) => ({ ...reading, id: reading._id.toHexString() }))
}

/** @returns false when there is no such reading of the caller's */
export async function setSaid(
  scope: Scope,
  { conversationId, messageId, said }: { conversationId: string; messageId: string; said: Feeling[] | null },
): Promise<boolean> {
  const change = { said, saidAt: said && new Date() }
  const { matchedCount } = await readings().updateOne(mine(scope, conversationId, messageId), {
    $set: change,
  })
  return matchedCount === 1
}

export type CorrectedReading = Pick<ReadingRecord, 'labels' | 'scores' | 'said'>

/** What the person has said of readings, newest first. */
export async function findCorrections(scope: Scope, limit: number): Promise<CorrectedReading[]> {
  return readings()
    .find({ ...whose(scope), saidAt: { $ne: null } })
    .project<CorrectedReading>({ labels: 1, scores: 1, said: 1 })
    .sort({ saidAt: -1 })
    .limit(limit)
    .toArray()
}

export async function countReadings(scope: Scope, conversationId: string): Promise<number> {
  return readings().countDocuments({ ...whose(scope), conversationId: new ObjectId(conversationId) })
}

/** How much there is of somebody, wherever they wrote: the consent is a person's. */
export async function countReadingsOf(userId: string): Promise<{ readings: number; corrections: number }> {
  const theirs = { userId: new ObjectId(userId) }
  const [all, corrections] = await Promise.all([
    readings().countDocuments(theirs),
    readings().countDocuments({ ...theirs, saidAt: { $ne: null } }),
  ])
  return { readings: all, corrections }
}

/** Removes all that was read of somebody, wherever they wrote. */
export async function removeReadingsOf(userId: string): Promise<void> {
  await readings().deleteMany({ userId: new ObjectId(userId) })
}

export async function removeReadings(
  scope: Scope,
  which: { conversationId?: string; messageId?: string } = {},
): Promise<void> {
  await readings().deleteMany({
    ...whose(scope),
    ...(which.conversationId && { conversationId: new ObjectId(which.conversationId) }),
    ...(which.messageId && { _id: new ObjectId(which.messageId) }),
  })
}

type Gone = { id: string; workspaceId: string }

/** Removes what was read in conversations that are deleted for good. */
export async function purgeReadingsOf(conversations: readonly Gone[]): Promise<void> {
  for (const { id, workspaceId } of conversations)
    await readings().deleteMany({
      workspaceId: new ObjectId(workspaceId),
      conversationId: new ObjectId(id),
    })
}

/** Removes what was read of messages that are deleted for good. */
export async function purgeReadings(messages: readonly Gone[]): Promise<void> {
  await readings().deleteMany({ _id: { $in: messages.map(({ id }) => new ObjectId(id)) } })
}
