import 'server-only'
import { personalCollection } from '@/lib/platform/personal-data'

/** What this domain keeps of a person. */
export const shareData = [
  personalCollection({
    collection: 'shares',
    about: 'Links to conversations you shared. A link is /s/ and its token.',
  }),
]
