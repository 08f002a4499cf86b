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

/** A provider in somebody else's workspace is that workspace's, whoever connected it. */
async function erase({ userId }: Subject): Promise<void> {
  const owned = await findIds('workspaces', { ownerId: storedId(userId) })
  await removeAll('providerConnections', { workspaceId: { $in: owned }, userId: storedId(userId) })
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
