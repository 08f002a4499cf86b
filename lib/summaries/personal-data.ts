import 'server-only'
import { personalCollection } from '@/lib/platform/personal-data'

/** What this domain keeps of a person. */
export const summaryData = [
  personalCollection({
    collection: 'contextSummaries',
    about: 'Summaries of long conversations, which models are told instead of their beginnings.',
  }),
]
