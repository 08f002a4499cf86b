import 'server-only'
import { personalCollection } from '@/lib/platform/personal-data'

/** What this domain keeps of a person. */
export const transferData = [
  personalCollection({
    collection: 'importJobs',
    about: 'Files you brought along, and what became of them.',
  }),
]
