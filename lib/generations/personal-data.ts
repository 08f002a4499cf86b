import 'server-only'
import { findIds, personalCollection, type Subject, storedId } from '@/lib/platform/personal-data'

/** Longer than events are kept, whatever the clocks of several servers say. */
const EVENTS_KEPT_MS = 25 * 60 * 60 * 1000

async function eventsOf({ userId }: Subject) {
  const startedAt = { $gt: new Date(Date.now() - EVENTS_KEPT_MS) }
  const generations = await findIds('generations', { userId: storedId(userId), startedAt })
  return { generationId: { $in: generations } }
}

/** What this domain keeps of a person. The log comes first: it is found by its generation. */
export const generationData = [
  personalCollection({
    collection: 'generationEvents',
    about: 'Replies as they were made, piece by piece. Kept for 24 hours.',
    whose: eventsOf,
  }),
  personalCollection({
    collection: 'generations',
    about: 'When each reply was made, and by which model.',
  }),
]
