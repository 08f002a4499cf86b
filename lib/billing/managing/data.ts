import 'server-only'
import type { ObjectId } from 'mongodb'
import { driverCollection } from '@/lib/platform/db'
import type { AccountDocument } from '../accounts/data'
import type { SubscriptionStatus } from '../schema'

type Sum = {
  _id: { plan: string | null; currency: string | null; status: SubscriptionStatus }
  count: number
  seats: number
  monthly: number
}

const accounts = () => driverCollection<AccountDocument>('billingAccounts')
const HAS_ONE = { subscriptionId: { $ne: null } }

/** Subscriptions by plan, currency and status. */
export async function sumSubscriptions(): Promise<Sum[]> {
  return accounts()
    .aggregate<Sum>([
      { $match: HAS_ONE },
      {
        $group: {
          _id: { plan: '$plan', currency: '$currency', status: '$status' },
          count: { $sum: 1 },
          seats: { $sum: '$seats' },
          monthly: { $sum: '$monthly' },
        },
      },
    ])
    .toArray()
}

/** @param userIds null: everybody's. @returns subscriptions, the newest first */
export async function findSubscribed(
  userIds: readonly ObjectId[] | null,
  limit: number,
): Promise<AccountDocument[]> {
  return accounts()
    .find({ ...HAS_ONE, ...(userIds && { userId: { $in: [...userIds] } }) })
    .sort({ createdAt: -1 })
    .limit(limit)
    .toArray()
}
