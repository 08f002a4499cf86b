import 'server-only'
import { personalCollection } from '@/lib/platform/personal-data'

/** What this domain keeps of a person. */
export const liveData = [
  personalCollection({
    collection: 'liveEvents',
    about: 'Signs between your windows that something changed. Kept for 15 minutes.',
  }),
]
