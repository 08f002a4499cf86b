import 'server-only'
import { ObjectId } from 'mongodb'
import type { Scope } from '@/lib/auth/context'
import { AppError } from '@/lib/core/errors'
import { driverCollection, isDuplicateKey } from '@/lib/platform/db'
import type { PaidBy } from '../schema'

/** What a message is counted by: what pays for it, or that it was asked for in another workspace, whose counter tells what becomes of it. */
export type From = PaidBy | 'elsewhere'
/** Without `from` the plan pays; whatever pays beyond it is open in the wallet, too. `home`: where it is counted as well. */
type Pending = {
  day: string
  userId: ObjectId
  keyId?: ObjectId | null
  at: Date
  from?: From
  home?: ObjectId | null
}
/** What one who asks has asked for, whatever paid: in the month, and by day of it. */
type Part = { m: number; d: Record<string, number> }
export type CounterDocument = {
  _id: ObjectId
  key: string
  workspaceId: ObjectId
  period: string
  /** What the plan paid. */
  messages: number
  days: Record<string, number>
  /** By id of person or key. Counters of before there were teams and keys have none. */
  parts?: Record<string, Part> | null
  pending: Record<string, Pending>
  open: number
  touchedAt: Date
}

/**
 * A message to be counted, by the id of what answers it. `keyId`: it is asked for with a key of the API. `home`: the person's own
 * workspace, where it is counted as well.
 */
export type Asking = { id: string; day: string; keyId: string | null; home: string | null }
/** A message that was let through, and what pays for it. */
export type Reservation = Asking & Scope & { paidBy: PaidBy }
export type Counts = { day: number; month: number }
export type MostOf = { day: number | null; month: number | null }

/** Whose limits are checked: the plan of the workspace, the person who asks, the key they ask with. */
export const WHOSE = ['plan', 'person', 'key'] as const
export type Whose = (typeof WHOSE)[number]
export type AllCounts = Record<Whose, Counts>
export type Limits = Record<Whose, MostOf>
type Counted = { counts: AllCounts; isTaken: boolean }

const ATTEMPTS = 8
const NOTHING: Counts = { day: 0, month: 0 }

export const counters = () => driverCollection<CounterDocument>('usageCounters')
export const keyOf = (workspaceId: string, day: string) => `${workspaceId}:${day.slice(0, 7)}`
/** Days of a month have a field each: two digits. */
export const fieldOf = (day: string) => `days.${day.slice(8)}`
export const idsOf = (userId: string, keyId: string | null) => (keyId ? [userId, keyId] : [userId])
export const partFields = (id: string, day: string) => [`parts.${id}.m`, `parts.${id}.d.${day.slice(8)}`]

/** @returns the fields that count the day and the month of one; null for a key where there is none */
function fieldsOf(whose: Whose, userId: string, { day, keyId }: Omit<Asking, 'home'>) {
  if (whose === 'plan') return { month: 'messages', day: fieldOf(day) }
  const id = whose === 'person' ? userId : keyId
  if (!id) return null
  const [month = '', ofDay = ''] = partFields(id, day)
  return { month, day: ofDay }
}

const below = (field: string, most: number | null) =>
  most === null ? [] : [{ $or: [{ [field]: { $exists: false } }, { [field]: { $lt: most } }] }]

/** @returns whether there is no room for one more below a limit */
export const isFull = (counts: Counts, most: MostOf): boolean =>
  (most.day ?? Infinity) <= counts.day || (most.month ?? Infinity) <= counts.month

/**
 * Counts one message of the plan, for the workspace, the person and the key, if all of them have room, in one step: of many at once exactly as
 * many get through as there is room for.
 *
 * @param beyond what was asked for beyond the plan, for a counter from before there were parts
 * @returns how many there are now, and whether there was room for this one
 */
export function takeMessage(
  scope: Scope,
  asking: Asking,
  limits: Limits,
  beyond?: () => Promise<Counts>,
): Promise<Counted> {
  return count(scope, asking, limits, 'plan', beyond)
}

/** The same for a message that is paid beyond the plan: the limits of person and key hold, whatever pays. */
export function takePart(
  scope: Scope,
  asking: Asking,
  limits: Limits,
  paidBy: Exclude<PaidBy, 'plan'>,
): Promise<Counted> {
  return count(scope, asking, limits, paidBy)
}

/** The same for a message that somebody asks for in another workspace than their own, which is the one of `scope`. */
export function takeElsewhere(scope: Scope, asking: Asking, limits: Limits): Promise<Counted> {
  return count(scope, { ...asking, keyId: null, home: null }, limits, 'elsewhere')
}

export const isOfPlan = (from: From) => from === 'plan' || from === 'elsewhere'

async function count(
  scope: Scope,
  asking: Asking,
  limits: Limits,
  from: From,
  beyond = async () => NOTHING,
): Promise<Counted> {
  const { workspaceId, userId } = scope
  const { day, keyId } = asking
  const checked = isOfPlan(from) ? WHOSE : WHOSE.filter((whose) => whose !== 'plan')
  if (checked.some((whose) => limits[whose].day === 0 || limits[whose].month === 0))
    return { counts: await findCounts(scope, day, keyId), isTaken: false }
  const room = checked.flatMap((whose) => {
    const fields = fieldsOf(whose, userId, asking)
    return fields
      ? [...below(fields.day, limits[whose].day), ...below(fields.month, limits[whose].month)]
      : []
  })
  const key = keyOf(workspaceId, day)
  const change = changeOf(scope, asking, from)
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    try {
      const counter = await counters().findOneAndUpdate(
        {
          key,
          parts: { $exists: true },
          [`pending.${asking.id}`]: { $exists: false },
          ...(room.length > 0 && { $and: room }),
        },
        change,
        { upsert: true, returnDocument: 'after' },
      )
      if (counter) return { counts: countsOf(counter, userId, asking), isTaken: true }
    } catch (error) {
      // The counter is there, and did not match; or somebody else was making it just now.
      if (!isDuplicateKey(error)) throw error
      const counter = await counters().findOne({ key })
      if (counter && !counter.parts) await beginParts(key, userId, day, await beyond())
      if (counter?.pending[asking.id])
        throw new AppError('conflict', 'This very message is being answered right now.')
      const counts = counter?.parts ? countsOf(counter, userId, asking) : null
      if (counts && checked.some((whose) => isFull(counts[whose], limits[whose])))
        return { counts, isTaken: false }
    }
  }
  throw new Error('the counter of messages could not be changed')
}

function changeOf({ workspaceId, userId }: Scope, { id, day, keyId, home }: Asking, from: From) {
  const now = new Date()
  const isOpen = from === 'plan'
  const fields = idsOf(userId, keyId).flatMap((each) => partFields(each, day))
  const entry = {
    ...{ day, userId: new ObjectId(userId), keyId: keyId ? new ObjectId(keyId) : null, at: now },
    ...(!isOpen && { from }),
    ...(home && { home: new ObjectId(home) }),
  }
  return {
    $inc: {
      ...(isOfPlan(from) && { messages: 1, [fieldOf(day)]: 1 }),
      ...(isOpen && { open: 1 }),
      ...Object.fromEntries(fields.map((field) => [field, 1])),
    },
    $set: { [`pending.${id}`]: entry, ...(isOpen && { touchedAt: now }) },
    $setOnInsert: {
      ...{ workspaceId: new ObjectId(workspaceId), period: day.slice(0, 7) },
      ...(!isOfPlan(from) && { messages: 0, days: {} }),
      ...(!isOpen && { open: 0, touchedAt: now }),
    },
  }
}

/** Before there were teams a workspace had one person: what it asked for was theirs. */
async function beginParts(key: string, userId: string, day: string, beyond: Counts): Promise<void> {
  const today = day.slice(8)
  const ofDay = { $add: [{ $ifNull: [`$days.${today}`, 0] }, beyond.day] }
  const part = {
    m: { $add: ['$messages', beyond.month] },
    d: { $mergeObjects: ['$days', { [today]: ofDay }] },
  }
  await counters().updateOne({ key, parts: { $exists: false } }, [{ $set: { parts: { [userId]: part } } }])
}

function countsOf(
  counter: CounterDocument,
  userId: string,
  { day, keyId }: Pick<Asking, 'day' | 'keyId'>,
): AllCounts {
  const plan = { month: counter.messages, day: counter.days[day.slice(8)] ?? 0 }
  const ofPart = (id: string): Counts => {
    const part = counter.parts?.[id]
    return part ? { month: part.m, day: part.d[day.slice(8)] ?? 0 } : NOTHING
  }
  return {
    plan,
    person: counter.parts ? ofPart(userId) : plan,
    key: keyId ? ofPart(keyId) : NOTHING,
  }
}

/** @returns what was asked for on a day and in its month: in the workspace, by the person, and with a key */
export async function findCounts(
  { workspaceId, userId }: Scope,
  day: string,
  keyId: string | null = null,
): Promise<AllCounts> {
  const counter = await counters().findOne({ key: keyOf(workspaceId, day) })
  if (!counter) return { plan: NOTHING, person: NOTHING, key: NOTHING }
  return countsOf(counter, userId, { day, keyId })
}

/** @returns what was asked for on a day and in its month by each who did, by id of person or key */
export async function findParts(workspaceId: string, day: string): Promise<Map<string, Counts>> {
  const counter = await counters().findOne({ key: keyOf(workspaceId, day) })
  const parts = Object.entries(counter?.parts ?? {})
  return new Map(parts.map(([id, { m, d }]) => [id, { month: m, day: d[day.slice(8)] ?? 0 }]))
}
