import 'server-only'
import {
  byUserAlone,
  changeAll,
  findIds,
  type PersonalData,
  personalCollection,
  removeAll,
  type Subject,
  storedId,
} from '@/lib/platform/personal-data'
import { findWorkspaceHeir, giveWorkspace } from './ending/data'

const portraits = personalCollection({
  collection: 'avatars',
  about: 'Pictures of you and of your assistants. The files are in files/pictures.',
  without: ['bytes'],
  file: ({ _id, contentType, bytes }) => ({
    name: `pictures/${_id.toHexString()}.${String(contentType).split('/').at(-1)}`,
    bytes: bytes.value(),
  }),
})

/** Workspaces with others in them were given to these before (lib/privacy/erasure); whoever joined within the moments since then inherits. */
async function leaveWorkspaces({ userId }: Subject): Promise<void> {
  const ownerId = storedId(userId)
  for (const id of await findIds('workspaces', { ownerId })) {
    const heir = await findWorkspaceHeir(id.toHexString(), userId)
    if (heir) await giveWorkspace(id.toHexString(), userId, heir)
  }
  await removeAll('workspaces', { ownerId })
}

const places: readonly PersonalData[] = [
  personalCollection({
    collection: 'workspaces',
    about: 'Workspaces you own.',
    without: ['ownerId'],
    whose: ({ userId }) => ({ ownerId: storedId(userId) }),
    erase: leaveWorkspaces,
  }),
  personalCollection({
    collection: 'memberships',
    about:
      'Workspaces you belong to, your role there, and limits of messages: your own and one you were given.',
    whose: byUserAlone,
    // Limits that the person set for others stay, and name nobody.
    async erase(subject) {
      await changeAll('memberships', { 'givenCaps.by': subject.userId }, { 'givenCaps.by': null })
      await removeAll('memberships', byUserAlone(subject))
    },
  }),
  personalCollection({
    collection: 'instanceSettings',
    about: 'That you own this installation, if you do.',
    whose: byUserAlone,
  }),
]

const mailTokens = personalCollection({
  collection: 'mailTokens',
  about: 'Links and codes you were mailed. Kept until they end; the links themselves are not stored.',
  without: ['tokenHash', 'codeHash'],
  whose: byUserAlone,
})

/** The account itself. It goes last: while it is there, an erasure that was interrupted is found again. */
export const accountItself = personalCollection({
  collection: 'users',
  about: 'Your account: name, address, how Numina should speak with you, and your settings.',
  without: ['passwordHash', 'webauthnId', 'sessionEpoch'],
  whose: ({ userId }) => ({ _id: storedId(userId) }),
})

/** What this domain keeps of a person, the account itself aside. */
export const accountData: readonly PersonalData[] = [portraits, ...places, mailTokens]
