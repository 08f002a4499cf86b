import 'server-only'
import { personalCollection } from '@/lib/platform/personal-data'

/** What this domain keeps of a person. */
export const keyData = [
  personalCollection({
    collection: 'apiKeys',
    about: 'Keys of the API that you made: their names, limits and last use, never the keys themselves.',
    without: ['keyHash'],
  }),
]
