import 'server-only'
import { Int32, ObjectId } from 'mongodb'
import { driverCollection } from '@/lib/platform/db'
import type { Drift } from '../schema'

export type CheckDocument = {
  _id: ObjectId
  startedAt: Date
  endedAt: Date | null
  checked: number | Int32
  drift: Drift[]
  error: string | null
  expiresAt: Date
}

const KEPT_MS = 90 * 24 * 60 * 60_000

const checks = () => driverCollection<CheckDocument>('billingChecks')

/** @returns the id of a comparison that has begun */
export async function beginCheck(): Promise<ObjectId> {
  const now = new Date()
  const _id = new ObjectId()
  const fresh = { endedAt: null, checked: new Int32(0), drift: [], error: null }
  await checks().insertOne({ _id, startedAt: now, ...fresh, expiresAt: new Date(now.getTime() + KEPT_MS) })
  return _id
}

export async function endCheck(
  _id: ObjectId,
  checked: number,
  drift: Drift[],
  error: string | null,
): Promise<void> {
  await checks().updateOne(
    { _id },
    { $set: { endedAt: new Date(), checked: new Int32(checked), drift, error } },
  )
}

export async function findNewestCheck(): Promise<CheckDocument | null> {
  return checks().findOne({ endedAt: { $ne: null } }, { sort: { startedAt: -1 } })
}
