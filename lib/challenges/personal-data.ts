import 'server-only'
import { personalCollection } from '@/lib/platform/personal-data'

/** What this domain keeps of a person. */
export const challengeData = [
  personalCollection({
    collection: 'authChallenges',
    about: 'Sign-ins you began and did not finish. Kept for some minutes.',
    without: ['tokenHash', 'data'],
    whose: ({ userId }) => ({ userId }),
  }),
]
