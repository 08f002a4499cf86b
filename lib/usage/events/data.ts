import 'server-only'
import { Double, ObjectId } from 'mongodb'
import type { Scope } from '@/lib/auth/context'
import { driverCollection, isDuplicateKey } from '@/lib/platform/db'
import type { PaidBy, UsageFeature } from '../schema'

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
  /** The key of the API it was asked with. */
  keyId?: string | null
  /** YYYY-MM-DD where the person was. */
  day: string
  at: Date
}

/** Writes what calls took. What is there already stays as it is. */
export async function insertUsageEvents(events: readonly (UsageEvent & Scope)[]): Promise<void> {
  if (events.length === 0) return
  const documents = events.map((event) => ({
    ...event,
    // A whole number would be stored as another type.
    cost: event.cost === null ? null : new Double(event.cost),
    keyId: event.keyId ? new ObjectId(event.keyId) : null,
    workspaceId: new ObjectId(event.workspaceId),
    userId: new ObjectId(event.userId),
  }))
  try {
    await driverCollection('usageEvents').insertMany(documents, { ordered: false })
  } catch (error) {
    if (!isDuplicateKey(error)) throw error
  }
}

/** @returns when a call of this key was written down; null when it was not */
export async function findUsageTime({ workspaceId, userId }: Scope, key: string): Promise<Date | null> {
  const event = await driverCollection<{ at: Date }>('usageEvents').findOne({
    key,
    workspaceId: new ObjectId(workspaceId),
    userId: new ObjectId(userId),
  })
  return event?.at ?? null
}
