import 'server-only'
import { changeAll, personalCollection } from '@/lib/platform/personal-data'

const FORGOTTEN = { userId: null, ip: null, userAgent: null, data: null }

/** What this domain keeps of a person. The log itself stays whole: an erased account's entries no longer say whose they are. */
export const auditData = [
  personalCollection({
    collection: 'securityEvents',
    about: 'What happened to your account: sign-ins, failures, changes.',
    // Who acted may be somebody else; that somebody did is said by the kind.
    without: ['actorId'],
    whose: ({ userId }) => ({ userId }),
    async erase({ userId }) {
      await changeAll('securityEvents', { userId }, FORGOTTEN)
      await changeAll('securityEvents', { 'data.aboutId': userId }, { 'data.aboutId': null })
      await changeAll('securityEvents', { actorId: userId }, { actorId: null, ip: null, userAgent: null })
    },
  }),
]
