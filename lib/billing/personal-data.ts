import 'server-only'
import { findIds, personalCollection, removeAll, type Subject, storedId } from '@/lib/platform/personal-data'
import { NOTHING, readAccountsOfOwner, writeMirror } from './accounts/data'
import { endCustomersOf } from './accounts/end-customers'
import { noteMovements } from './growth/note-movements'

/** Of a workspace that others go on in, the account is that workspace's. */
async function erase({ userId }: Subject): Promise<void> {
  await endCustomersOf(userId)
  const owned = await findIds('workspaces', { ownerId: storedId(userId) })
  // The figures end first: whoever is interrupted here finds the account again.
  for (const { _id } of await readAccountsOfOwner(storedId(userId))) {
    await writeMirror(_id, NOTHING, null, new Date())
    await noteMovements(_id, NOTHING)
  }
  await removeAll('billingAccounts', { workspaceId: { $in: owned } })
}

/** Wallets are a workspace's: those of workspaces the person owns. */
async function whose({ userId }: Subject) {
  return { workspaceId: { $in: await findIds('workspaces', { ownerId: storedId(userId) }) } }
}

/** What this domain keeps of a person. */
export const billingData = [
  personalCollection({
    collection: 'billingAccounts',
    about:
      'Your plan: what Stripe told of your subscription, the last digits of the card, and a plan you were given.',
    erase,
  }),
  personalCollection({
    collection: 'wallets',
    about: 'What your workspace has beyond its plan: prepaid messages, and what you agreed to pay as you go.',
    without: ['pending', 'report'],
    whose,
  }),
  personalCollection({
    collection: 'creditEntries',
    about: 'Prepaid messages that were bought, given and taken back, and what was paid for them.',
    without: ['key'],
    whose,
  }),
]
