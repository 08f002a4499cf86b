import 'server-only'
import { ObjectId } from 'mongodb'
import type { Scope } from '@/lib/auth/context'
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

const whose = ({ workspaceId, userId }: Scope, from: string) => ({
  workspaceId: new ObjectId(workspaceId),
  userId: new ObjectId(userId),
  day: { $gte: from },
})

/** Sums of a person's own calls since a day (YYYY-MM-DD). */
export async function sumUsage(scope: Scope, from: string): Promise<UsageRow[]> {
  const sums = ['input', 'output', 'cached', 'reasoning', 'cost'].map((name) => [name, { $sum: `$${name}` }])
  return driverCollection('usageEvents')
    .aggregate<UsageRow>([
      { $match: whose(scope, from) },
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
          ...Object.fromEntries(sums),
        },
      },
    ])
    .toArray()
}

/** A person's own calls since a day, oldest day first, read while they are used. */
export function readUsageEvents(scope: Scope, from: string): AsyncIterable<UsageEvent> {
  return driverCollection<UsageEvent>('usageEvents')
    .find(whose(scope, from), { batchSize: 500 })
    .sort({ day: 1 })
}
