import 'server-only'
import { Double, ObjectId } from 'mongodb'
import type { Scope } from '@/lib/auth/context'
import { driverCollection, isDuplicateKey } from '@/lib/platform/db'
import type { PaidBy, UsageFeature } from '../schema'

type Pending = { day: string; userId: ObjectId; at: Date }
export type CounterDocument = {
  _id: ObjectId
  key: string
  workspaceId: ObjectId
  period: string
  messages: number
  days: Record<string, number>
  pending: Record<string, Pending>
  open: number
  touchedAt: Date
}

/** What one call of a model took. */
export type UsageEvent = {
  key: string
  feature: UsageFeature
  model: string
  isOwnKey: boolean
  status: string
  input: number
  output: number
  cached: number
  reasoning: number
  isEstimated: boolean
  price: { input: number; output: number; cached?: number | undefined } | null
  cost: number | null
  /** What paid for the message; null for what is no message that counts. */
  paidBy: PaidBy | null
  /** YYYY-MM-DD where the person was. */
  day: string
  at: Date
}

/** A message that was let through, by the generation that answers it, and what pays for it. */
export type Reservation = { id: string; workspaceId: string; day: string; paidBy: PaidBy }
export type Counts = { day: number; month: number }
export type MostOf = { day: number | null; month: number | null }

const ATTEMPTS = 8

const counters = () => driverCollection<CounterDocument>('usageCounters')
const keyOf = (workspaceId: string, day: string) => `${workspaceId}:${day.slice(0, 7)}`
/** Days of a month have a field each: two digits. */
const fieldOf = (day: string) => `days.${day.slice(8)}`
const below = (field: string, most: number | null) =>
  most === null ? [] : [{ $or: [{ [field]: { $exists: false } }, { [field]: { $lt: most } }] }]

/**
 * Counts one message if there is room, in one step: of many at once exactly as many get through as there is room for.
 *
 * @returns how many there are now, and whether there was room for this one
 */
export async function takeMessage(
  { workspaceId, userId }: Scope,
  { id, day }: { id: string; day: string },
  most: MostOf,
): Promise<{ counts: Counts; isTaken: boolean }> {
  if (most.day === 0 || most.month === 0)
    return { counts: await findCounts(workspaceId, day), isTaken: false }
  const key = keyOf(workspaceId, day)
  const isThereRoom = [...below(fieldOf(day), most.day), ...below('messages', most.month)]
  const now = new Date()
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    try {
      const counter = await counters().findOneAndUpdate(
        { key, ...(isThereRoom.length > 0 && { $and: isThereRoom }) },
        {
          $inc: { messages: 1, open: 1, [fieldOf(day)]: 1 },
          $set: { [`pending.${id}`]: { day, userId: new ObjectId(userId), at: now }, touchedAt: now },
          $setOnInsert: { workspaceId: new ObjectId(workspaceId), period: day.slice(0, 7) },
        },
        { upsert: true, returnDocument: 'after' },
      )
      if (counter) return { counts: countsOf(counter, day), isTaken: true }
    } catch (error) {
      // The counter is there, and did not match; or somebody else was making it just now.
      if (!isDuplicateKey(error)) throw error
      const counts = await findCounts(workspaceId, day)
      const isFull = (most.day ?? Infinity) <= counts.day || (most.month ?? Infinity) <= counts.month
      if (isFull) return { counts, isTaken: false }
    }
  }
  throw new Error('the counter of messages could not be changed')
}

function countsOf({ messages, days }: CounterDocument, day: string): Counts {
  return { month: messages, day: days[day.slice(8)] ?? 0 }
}

export async function findCounts(workspaceId: string, day: string): Promise<Counts> {
  const counter = await counters().findOne({ key: keyOf(workspaceId, day) })
  return counter ? countsOf(counter, day) : { day: 0, month: 0 }
}

/** How a message ended that was let through. `counts`: false gives it back. */
export type Closing = Reservation & { counts: boolean }

/** Closes messages that are still open, each once, however often it is asked for. */
export async function closeMessages(closings: readonly Closing[]): Promise<void> {
  if (closings.length === 0) return
  await counters().bulkWrite(
    closings.map(({ id, workspaceId, day, counts }) => ({
      updateOne: {
        filter: { key: keyOf(workspaceId, day), [`pending.${id}`]: { $exists: true } },
        update: {
          $unset: { [`pending.${id}`]: '' },
          $inc: { open: -1, ...(!counts && { messages: -1, [fieldOf(day)]: -1 }) },
        },
      },
    })),
    { ordered: false },
  )
}

/** Writes what calls took. What is there already stays as it is. */
export async function insertUsageEvents(events: readonly (UsageEvent & Scope)[]): Promise<void> {
  if (events.length === 0) return
  const documents = events.map((event) => ({
    ...event,
    // A whole number would be stored as another type.
    cost: event.cost === null ? null : new Double(event.cost),
    workspaceId: new ObjectId(event.workspaceId),
    userId: new ObjectId(event.userId),
  }))
  try {
    await driverCollection('usageEvents').insertMany(documents, { ordered: false })
  } catch (error) {
    if (!isDuplicateKey(error)) throw error
  }
}

/** Counters with messages that were let through and of which nothing has been heard since `before`. */
export async function findOpenCounters(before: Date): Promise<CounterDocument[]> {
  return counters()
    .find({ open: { $gt: 0 }, touchedAt: { $lt: before } })
    .limit(200)
    .toArray()
}
