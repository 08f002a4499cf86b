import 'server-only'
import { findIds, personalCollection, removeAll, type Subject, storedId } from '@/lib/platform/personal-data'
import { endCustomersOf } from './accounts/end-customers'

/** Of a workspace that others go on in, the account is that workspace's. */
async function erase({ userId }: Subject): Promise<void> {
  await endCustomersOf(userId)
  const owned = await findIds('workspaces', { ownerId: storedId(userId) })
  await removeAll('billingAccounts', { workspaceId: { $in: owned } })
}

/** What this domain keeps of a person. */
export const billingData = [
  personalCollection({
    collection: 'billingAccounts',
    about:
      'Your plan: what Stripe told of your subscription, the last digits of the card, and a plan you were given.',
    erase,
  }),
]
