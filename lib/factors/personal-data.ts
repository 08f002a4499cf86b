import 'server-only'
import { byUserAlone, personalCollection } from '@/lib/platform/personal-data'

/** What this domain keeps of a person. */
export const factorData = [
  personalCollection({
    collection: 'passkeys',
    about: 'Your passkeys: names and times.',
    without: ['publicKey', 'counter'],
    whose: byUserAlone,
  }),
  personalCollection({
    collection: 'totpFactors',
    about: 'That you have set up an authenticator app, and when.',
    without: ['secret', 'lastStep'],
    whose: byUserAlone,
  }),
  personalCollection({
    collection: 'recoveryCodes',
    about: 'Which of your recovery codes were used. The codes themselves are not stored.',
    without: ['codeHash'],
    whose: byUserAlone,
  }),
  personalCollection({
    collection: 'trustedDevices',
    about: 'Browsers that need not show the second step for a while.',
    without: ['tokenHash'],
    whose: byUserAlone,
  }),
]
