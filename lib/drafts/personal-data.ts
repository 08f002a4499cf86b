import 'server-only'
import { personalCollection } from '@/lib/platform/personal-data'

/** What this domain keeps of a person. */
export const draftData = [
  personalCollection({ collection: 'drafts', about: 'What you typed and have not sent yet.' }),
]
