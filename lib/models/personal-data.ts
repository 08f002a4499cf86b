import 'server-only'
import {
  changeAll,
  findIds,
  NOBODY,
  personalCollection,
  removeAll,
  type Subject,
  storedId,
} from '@/lib/platform/personal-data'

/** A provider is its workspace's, whoever connected it: it goes with a workspace of the person's, and stays in somebody else's. */
async function erase({ userId }: Subject): Promise<void> {
  const owned = await findIds('workspaces', { ownerId: storedId(userId) })
  await removeAll('providerConnections', { workspaceId: { $in: owned } })
  await changeAll('providerConnections', { userId: storedId(userId) }, { userId: NOBODY })
}

/** What this domain keeps of a person. */
export const modelData = [
  personalCollection({
    collection: 'providerConnections',
    about: 'Model providers you connected. Their keys are not in here.',
    without: ['secret'],
    erase,
  }),
]
