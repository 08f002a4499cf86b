import 'server-only'
import { personalCollection } from '@/lib/platform/personal-data'

/** What this domain keeps of a person. */
export const quoteData = [
  personalCollection({
    collection: 'quoteRequests',
    about: 'What you asked for as a plan on request, and what was answered.',
    without: ['key'],
  }),
]
