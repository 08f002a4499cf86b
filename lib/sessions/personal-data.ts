import 'server-only'
import { byUserAlone, personalCollection } from '@/lib/platform/personal-data'

/** What this domain keeps of a person. */
export const sessionData = [
  personalCollection({
    collection: 'sessions',
    about: 'Where you are signed in, and were: browser, network address, place, times.',
    without: ['tokenHash', 'previousHash', 'deviceHash'],
    whose: byUserAlone,
  }),
]
