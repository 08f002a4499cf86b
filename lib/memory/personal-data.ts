import 'server-only'
import { personalCollection } from '@/lib/platform/personal-data'

/** What this domain keeps of a person. */
export const memoryData = [
  personalCollection({
    collection: 'memories',
    about: 'What Numina remembers of you, where you said it, and what it said before.',
    without: ['textHash', 'embedding'],
  }),
  personalCollection({
    collection: 'forgottenMemories',
    about: 'That you had something forgotten, so that it does not come back. Without a word of it.',
    without: ['textHash'],
  }),
  personalCollection({
    collection: 'conversationNotes',
    about: 'What is noted in a conversation for a while.',
  }),
]
