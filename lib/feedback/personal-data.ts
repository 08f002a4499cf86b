import 'server-only'
import { personalCollection } from '@/lib/platform/personal-data'

/** What this domain keeps of a person. */
export const feedbackData = [
  personalCollection({ collection: 'messageReports', about: 'Replies you reported, with what you wrote.' }),
]
