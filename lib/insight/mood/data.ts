import 'server-only'
import { Double, ObjectId } from 'mongodb'
import type { Scope } from '@/lib/auth/context'
import { driverCollection, isDuplicateKey } from '@/lib/platform/db'
import type { Feeling } from '../limits'
import type { MoodReading } from './moments'

export type CheckInRecord = { _id: ObjectId; valence: number; labels: Feeling[]; note: string; at: Date }
export type ReflectionRecord = {
  _id: ObjectId
  firstDay: string
  lastDay: string
  text: string
  model: string | null
  createdAt: Date
}

const whose = ({ workspaceId, userId }: Scope) => ({
  workspaceId: new ObjectId(workspaceId),
  userId: new ObjectId(userId),
})
const one = (scope: Scope, id: string) => ({ _id: new ObjectId(id), ...whose(scope) })
const oids = (ids: readonly string[]) => ids.map((id) => new ObjectId(id))

/** Without the words of messages, which are not kept here, and the scores of all labels, which nobody looks at. */
const SHOWN = {
  at: 1,
  status: 1,
  labels: 1,
  valence: 1,
  confidence: 1,
  perspective: 1,
  said: 1,
  topics: 1,
  conversationId: 1,
}

/** From `from` on, before `before`, oldest first. */
export async function findReadingsBetween(scope: Scope, from: Date, before: Date): Promise<MoodReading[]> {
  return driverCollection<MoodReading>('emotionReadings')
    .find({ ...whose(scope), at: { $gte: from, $lt: before } })
    .project<MoodReading>(SHOWN)
    .sort({ at: 1 })
    .toArray()
}

/** From `from` on, before `before`, oldest first. */
export async function findCheckInsBetween(scope: Scope, from: Date, before: Date): Promise<CheckInRecord[]> {
  return driverCollection<CheckInRecord>('moodCheckIns')
    .find({ ...whose(scope), at: { $gte: from, $lt: before } })
    .sort({ at: 1 })
    .toArray()
}

export async function findNewestCheckIn(scope: Scope, since: Date): Promise<CheckInRecord | null> {
  return driverCollection<CheckInRecord>('moodCheckIns').findOne(
    { ...whose(scope), at: { $gt: since } },
    { sort: { at: -1 } },
  )
}

/** Keeps a check-in, or changes the one with this id. @returns false when the id is somebody else's */
export async function saveCheckIn(
  scope: Scope,
  { id, valence, labels, note }: { id: string; valence: number; labels: Feeling[]; note: string },
): Promise<boolean> {
  try {
    await driverCollection('moodCheckIns').updateOne(
      one(scope, id),
      { $set: { valence: new Double(valence), labels, note }, $setOnInsert: { at: new Date() } },
      { upsert: true },
    )
    return true
  } catch (error) {
    if (isDuplicateKey(error)) return false
    throw error
  }
}

/** @returns false when there is no such check-in of the caller's */
export async function deleteCheckIn(scope: Scope, id: string): Promise<boolean> {
  return (await driverCollection('moodCheckIns').deleteOne(one(scope, id))).deletedCount === 1
}

/** Removes what was read and said from `from` on, before `before`; without them everything. @returns how much it was */
export async function removeBetween(
  scope: Scope,
  between: { from: Date; before: Date } | null,
): Promise<{ readings: number; checkIns: number }> {
  const at = between ? { at: { $gte: between.from, $lt: between.before } } : {}
  const remove = async (name: string) =>
    (await driverCollection(name).deleteMany({ ...whose(scope), ...at })).deletedCount
  const [readings, checkIns] = await Promise.all([remove('emotionReadings'), remove('moodCheckIns')])
  return { readings, checkIns }
}

const reflections = () => driverCollection<ReflectionRecord>('moodReflections')

/** Newest first. */
export async function findReflections(scope: Scope, limit: number): Promise<ReflectionRecord[]> {
  return reflections().find(whose(scope)).sort({ createdAt: -1 }).limit(limit).toArray()
}

/** Keeps a reflection, or changes the one with this id. @returns false when the id is somebody else's */
export async function saveReflection(
  scope: Scope,
  { id, firstDay, lastDay, text }: { id: string; firstDay: string; lastDay: string; text: string },
): Promise<boolean> {
  const now = new Date()
  try {
    await driverCollection('moodReflections').updateOne(
      one(scope, id),
      { $set: { text, updatedAt: now }, $setOnInsert: { firstDay, lastDay, model: null, createdAt: now } },
      { upsert: true },
    )
    return true
  } catch (error) {
    if (isDuplicateKey(error)) return false
    throw error
  }
}

/** @returns false when there is no such reflection of the caller's */
export async function deleteReflection(scope: Scope, id: string): Promise<boolean> {
  return (await reflections().deleteOne(one(scope, id))).deletedCount === 1
}

/** Reflections that look back at any of these days; without days all. */
export async function removeReflections(
  scope: Scope,
  days: { first: string; last: string } | null,
): Promise<number> {
  const about = days ? { firstDay: { $lte: days.last }, lastDay: { $gte: days.first } } : {}
  return (await reflections().deleteMany({ ...whose(scope), ...about })).deletedCount
}

type Place = { title: string; folderId: string | null }

/** What the caller's conversations are called and where they are, by id. */
export async function findPlaces(scope: Scope, ids: readonly string[]): Promise<Map<string, Place>> {
  const found = await driverCollection<Place & { _id: ObjectId }>('conversations')
    .find({ _id: { $in: oids(ids) }, ...whose(scope), deletedAt: null }, { hint: { _id: 1 } })
    .project<Place & { _id: ObjectId }>({ title: 1, folderId: 1 })
    .toArray()
  return new Map(found.map(({ _id, title, folderId }) => [_id.toHexString(), { title, folderId }]))
}
