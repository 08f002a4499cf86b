import 'server-only'
import { ObjectId } from 'mongodb'
import { driverCollection } from '@/lib/platform/db'
import type { UsageEvent } from '../events/data'
import type { PaidBy, UsageFeature } from '../schema'

/** What one model took on one day for one purpose. */
export type UsageRow = {
  _id: { day: string; model: string; feature: UsageFeature; isOwnKey: boolean; paidBy: PaidBy | null }
  calls: number
  input: number
  output: number
  cached: number
  reasoning: number
  cost: number
}

/** Of one person in a workspace; null: of everybody there. */
export type Of = { workspaceId: string; userId: string | null }

const whose = ({ workspaceId, userId }: Of, from: string) => ({
  workspaceId: new ObjectId(workspaceId),
  ...(userId && { userId: new ObjectId(userId) }),
  day: { $gte: from },
})

const sumsOf = (...names: string[]) => Object.fromEntries(names.map((name) => [name, { $sum: `$${name}` }]))

/** Sums of the calls of one or all since a day (YYYY-MM-DD). */
export async function sumUsage(of: Of, from: string): Promise<UsageRow[]> {
  return driverCollection('usageEvents')
    .aggregate<UsageRow>([
      { $match: whose(of, from) },
      {
        $group: {
          _id: {
            day: '$day',
            model: '$model',
            feature: '$feature',
            isOwnKey: '$isOwnKey',
            paidBy: '$paidBy',
          },
          calls: { $sum: 1 },
          ...sumsOf('input', 'output', 'cached', 'reasoning', 'cost'),
        },
      },
    ])
    .toArray()
}

/** What one who asks took for one purpose: a person, or a key of theirs. */
export type AskerRow = Omit<UsageRow, '_id' | 'cached' | 'reasoning'> & {
  _id: { userId: ObjectId; keyId: ObjectId | null; feature: UsageFeature }
}

/** The same sums by who asked. */
export async function sumByAsker(of: Of, from: string): Promise<AskerRow[]> {
  return driverCollection('usageEvents')
    .aggregate<AskerRow>([
      { $match: whose(of, from) },
      {
        $group: {
          _id: { userId: '$userId', keyId: { $ifNull: ['$keyId', null] }, feature: '$feature' },
          calls: { $sum: 1 },
          ...sumsOf('input', 'output', 'cost'),
        },
      },
    ])
    .toArray()
}

/** @returns names of keys of a workspace by id, also of those that were revoked */
export async function findKeyNames(
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const found = await driverCollection<{ _id: ObjectId; name: string }>('apiKeys')
    .find({ workspaceId: new ObjectId(workspaceId), _id: { $in: ids.map((id) => new ObjectId(id)) } })
    .project<{ _id: ObjectId; name: string }>({ name: 1 })
    .toArray()
  return new Map(found.map(({ _id, name }) => [_id.toHexString(), name]))
}

type StoredEvent = Omit<UsageEvent, 'keyId'> & { userId: ObjectId; keyId?: ObjectId | null }

/** The calls of one or all since a day, oldest day first, read while they are used. */
export function readUsageEvents(of: Of, from: string): AsyncIterable<StoredEvent> {
  return driverCollection<StoredEvent>('usageEvents')
    .find(whose(of, from), { batchSize: 500 })
    .sort({ day: 1 })
}
