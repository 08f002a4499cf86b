import 'server-only'
import {
  byUserAlone,
  changeAll,
  NOBODY,
  personalCollection,
  removeAll,
  sentOrReceived,
  storedId,
} from '@/lib/platform/personal-data'

/** What this domain keeps of a person. */
export const wayData = [
  personalCollection({
    collection: 'identities',
    about: 'Accounts elsewhere that open this one.',
    whose: byUserAlone,
  }),
  personalCollection({
    collection: 'invitations',
    about:
      'Invitations to your address, and those you sent. The addresses you invited are not yours and not in here.',
    ...sentOrReceived,
    // Whoever was invited still is.
    async erase({ userId, email }) {
      await removeAll('invitations', { email })
      await changeAll('invitations', { invitedById: storedId(userId) }, { invitedById: NOBODY })
    },
  }),
]
