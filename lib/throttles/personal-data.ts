import 'server-only'
import { personalCollection, type Subject } from '@/lib/platform/personal-data'

/** Counters name an account by its id or its address, between colons: another's address may end like this one. */
const namedBy = ({ userId, email }: Subject) => ({
  key: { $regex: `(^|:)(${userId}|${email.replace(/[^\w@]/g, '\\$&')})(:|$)` },
})

/** What this domain keeps of a person. */
export const throttleData = [
  personalCollection({
    collection: 'throttles',
    about: 'Failed attempts to sign in to your account, counted for a while.',
    whose: namedBy,
  }),
]
