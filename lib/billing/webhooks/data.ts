import 'server-only'
import type { ObjectId } from 'mongodb'
import { driverCollection, isDuplicateKey } from '@/lib/platform/db'

type EventDocument = {
  _id: ObjectId
  eventId: string
  kind: string
  customerId: string | null
  attempts: number
  claimedAt: Date
  doneAt: Date | null
  error: string | null
  expiresAt: Date
}
type Told = Pick<EventDocument, 'eventId' | 'kind' | 'customerId'>

/** Whoever has not finished by then has died. */
const STALE_MS = 60_000
/** Stripe sends an event again for three days. */
const KEPT_MS = 30 * 24 * 60 * 60_000

const events = () => driverCollection<Omit<EventDocument, '_id'>>('stripeEvents')

/** Takes an event for this server. @returns `mine`; `done` when it has been acted upon; `busy` while somebody else does */
export async function claimEvent(told: Told): Promise<'mine' | 'done' | 'busy'> {
  const now = new Date()
  const fresh = { attempts: 1, claimedAt: now, doneAt: null, error: null }
  try {
    await events().insertOne({ ...told, ...fresh, expiresAt: new Date(now.getTime() + KEPT_MS) })
    return 'mine'
  } catch (error) {
    if (!isDuplicateKey(error)) throw error
  }
  const { eventId } = told
  const claimed = await events().findOneAndUpdate(
    { eventId, doneAt: null, claimedAt: { $lt: new Date(now.getTime() - STALE_MS) } },
    { $set: { claimedAt: now }, $inc: { attempts: 1 } },
  )
  if (claimed) return 'mine'
  return (await events().findOne({ eventId }))?.doneAt ? 'done' : 'busy'
}

export async function finishEvent(eventId: string): Promise<void> {
  await events().updateOne({ eventId }, { $set: { doneAt: new Date(), error: null } })
}

/** Lets the next try have it at once. */
export async function releaseEvent(eventId: string, error: string): Promise<void> {
  await events().updateOne({ eventId, doneAt: null }, { $set: { claimedAt: new Date(0), error } })
}
