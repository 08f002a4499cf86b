import 'server-only'
import { byUserAlone, personalCollection } from '@/lib/platform/personal-data'

/** What this domain keeps of a person. */
export const consentData = [
  personalCollection({
    collection: 'consents',
    about: 'What you agreed to, in which version, when, and what you withdrew.',
    whose: byUserAlone,
  }),
]
