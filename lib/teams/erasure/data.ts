import 'server-only'
import { ObjectId } from 'mongodb'
import type { Scope } from '@/lib/auth/context'
import { COLLECTION_NAMES, fieldsOf } from '@/lib/platform/contract'
import { driverCollection } from '@/lib/platform/db'
import { changeAll, findIds, NOBODY, removeAll } from '@/lib/platform/personal-data'

/**
 * What a team keeps when somebody has left: its accounts and figures, which hold no words, and the providers it asks. Sessions belong to
 * the person; signs between windows end by themselves.
 */
const KEPT_BY_THE_TEAM: readonly string[] = [
  'billingAccounts',
  'creditEntries',
  'liveEvents',
  'memberships',
  'providerConnections',
  'quoteRequests',
  'sessions',
  'usageEvents',
  'wallets',
]
/** What ends otherwise, or last, when a team is erased. */
const NOT_WITH_THE_TEAM: readonly string[] = ['billingAccounts', 'sessions']
/** Longer than the log of a reply is kept, whatever the clocks of several servers say. */
const LOG_KEPT_MS = 25 * 60 * 60 * 1000

const withField = (...names: string[]) =>
  COLLECTION_NAMES.filter((collection) => names.every((name) => name in fieldsOf(collection)))

/** Erases what somebody wrote in a workspace. Their portrait is theirs wherever they uploaded it. Harmless to do twice. */
export async function eraseOf(scope: Scope): Promise<void> {
  const theirs = { workspaceId: new ObjectId(scope.workspaceId), userId: new ObjectId(scope.userId) }
  const user = await driverCollection<{ avatarId: string | null }>('users').findOne({ _id: theirs.userId })
  const portrait = user?.avatarId ? { _id: { $ne: new ObjectId(user.avatarId) } } : {}
  for (const collection of withField('workspaceId', 'userId'))
    if (!KEPT_BY_THE_TEAM.includes(collection))
      await removeAll(collection, { ...theirs, ...(collection === 'avatars' && portrait) })
  await changeAll('providerConnections', theirs, { userId: NOBODY })
}

/** Erases everything of a workspace, the workspace last: whoever is interrupted finds it again. Portraits stay with their people. */
export async function eraseWorkspace(id: string): Promise<void> {
  const workspaceId = new ObjectId(id)
  const startedAt = { $gt: new Date(Date.now() - LOG_KEPT_MS) }
  const generationId = { $in: await findIds('generations', { workspaceId, startedAt }) }
  await removeAll('generationEvents', { generationId })
  const portraits = await driverCollection<{ avatarId: string }>('users')
    .find({
      avatarId: { $in: (await findIds('avatars', { workspaceId })).map((each) => each.toHexString()) },
    })
    .toArray()
  const kept = { _id: { $nin: portraits.map(({ avatarId }) => new ObjectId(avatarId)) } }
  for (const collection of withField('workspaceId'))
    if (!NOT_WITH_THE_TEAM.includes(collection))
      await removeAll(collection, { workspaceId, ...(collection === 'avatars' && kept) })
  await removeAll('workspaces', { _id: workspaceId })
}
