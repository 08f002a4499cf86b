import 'server-only'
import { driverCollection, isDuplicateKey } from '@/lib/platform/db'

type Throttle = { key: string; failures: number; lockedUntil: Date | null; updatedAt: Date; expiresAt: Date }
export type Backoff = { free: number; baseMs: number; mostMs: number; forgetMs: number }
type Count = Pick<Throttle, 'failures' | 'lockedUntil'>

const throttles = () => driverCollection<Throttle>('throttles')
/** Beyond it every wait is the longest anyway. */
const MOST_DOUBLINGS = 20

/**
 * Counts in one atomic step, unless the key is locked: each of many at once gets a count of its own, on whatever server, and whoever
 * reaches the end of what is free locks it.
 *
 * @returns null while it is locked
 */
export async function count(key: string, weight: number, backoff: Backoff): Promise<Count | null> {
  const now = new Date()
  const open = { key, $or: [{ lockedUntil: null }, { lockedUntil: { $lte: now } }] }
  try {
    return await throttles().findOneAndUpdate(open, addition(weight, backoff, now), {
      upsert: true,
      returnDocument: 'after',
    })
  } catch (error) {
    // The key is there, and not open: `upsert` wanted to make it a second time.
    if (isDuplicateKey(error)) return null
    throw error
  }
}

function addition(weight: number, { free, baseMs, mostMs, forgetMs }: Backoff, now: Date) {
  const doublings = { $min: [{ $subtract: ['$failures', free] }, MOST_DOUBLINGS] }
  const wait = { $min: [{ $multiply: [baseMs, { $pow: [2, doublings] }] }, mostMs] }
  const isOver = { $gte: ['$failures', free] }
  return [
    {
      $set: {
        failures: { $add: [{ $ifNull: ['$failures', 0] }, weight] },
        updatedAt: now,
        expiresAt: new Date(now.getTime() + forgetMs),
      },
    },
    { $set: { lockedUntil: { $cond: [isOver, { $add: [now, wait] }, null] } } },
  ]
}

/** Takes back what an attempt had counted that was none; a lock that stood on it goes. */
export async function uncount(key: string, weight: number, free: number): Promise<void> {
  const left = { $max: [0, { $subtract: ['$failures', weight] }] }
  const isOver = { $gte: ['$failures', free] }
  await throttles().updateOne({ key }, [
    { $set: { failures: left } },
    { $set: { lockedUntil: { $cond: [isOver, '$lockedUntil', null] } } },
  ])
}

export async function findThrottle(key: string): Promise<Count | null> {
  const found = await throttles().findOne({ key })
  return found && found.expiresAt > new Date() ? found : null
}

export async function deleteThrottle(key: string): Promise<void> {
  await throttles().deleteOne({ key })
}

/** Notes something for a while. @returns false when it was noted already */
export async function mark(key: string, forgetMs: number): Promise<boolean> {
  const now = new Date()
  const fresh = {
    failures: 0,
    lockedUntil: null,
    updatedAt: now,
    expiresAt: new Date(now.getTime() + forgetMs),
  }
  const noted = await throttles()
    .updateOne({ key }, { $setOnInsert: fresh }, { upsert: true })
    .catch((error: unknown) => {
      if (isDuplicateKey(error)) return { upsertedCount: 0 }
      throw error
    })
  return noted.upsertedCount === 1
}
