import 'server-only'
import { findIds, personalCollection, type Subject, storedId } from '@/lib/platform/personal-data'

/** Counters are a workspace's: those of workspaces the person owns. */
async function whose({ userId }: Subject) {
  return { workspaceId: { $in: await findIds('workspaces', { ownerId: storedId(userId) }) } }
}

/** What this domain keeps of a person. */
export const usageData = [
  personalCollection({
    collection: 'usageEvents',
    about: 'What answers took and cost: tokens and prices by model, without any words.',
    without: ['key'],
  }),
  personalCollection({
    collection: 'usageCounters',
    about: 'How many messages your workspace asked for, by month and day.',
    without: ['key', 'pending', 'parts'],
    whose,
  }),
]
