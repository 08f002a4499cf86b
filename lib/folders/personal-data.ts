import 'server-only'
import { personalCollection } from '@/lib/platform/personal-data'

/** What this domain keeps of a person. */
export const folderData = [
  personalCollection({ collection: 'folders', about: 'Your folders and their instructions.' }),
]
