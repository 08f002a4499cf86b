import 'server-only'
import { ObjectId } from 'mongodb'
import type { Scope } from '@/lib/auth/context'
import { newId } from '@/lib/core/ids'
import { driverCollection, isDuplicateKey, orm } from '@/lib/platform/db'
import type { Preferences } from './schema'

export type UserRecord = NonNullable<Awaited<ReturnType<typeof findUserById>>>

export type NewAccount = {
  email: string
  emailVerifiedAt: Date | null
  passwordHash: string | null
  isGuest: true | null
  role: 'user' | 'admin'
  name: string
  timeZone: string
  locale: string
  preferences: Preferences
}

export async function findUserByEmail(email: string) {
  return orm().users.where({ email }).first()
}

export async function findUserById(userId: string) {
  return orm().users.where({ _id: userId }).first()
}

/** @returns names by id, of those who exist */
export async function findNames(userIds: readonly string[]): Promise<Map<string, string>> {
  if (userIds.length === 0) return new Map()
  const found = await driverCollection<{ _id: ObjectId; name: string }>('users')
    .find({ _id: { $in: [...new Set(userIds)].map((id) => new ObjectId(id)) } })
    .project<{ _id: ObjectId; name: string }>({ name: 1 })
    .toArray()
  return new Map(found.map(({ _id, name }) => [_id.toHexString(), name]))
}

/** @returns how people are shown to others and reached, by id, of those who exist */
export async function findContacts(
  userIds: readonly string[],
): Promise<Map<string, { name: string; email: string; avatarUrl: string | null }>> {
  type Contact = { _id: ObjectId; name: string; email: string; avatarId: string | null }
  const found = await driverCollection<Contact>('users')
    .find({ _id: { $in: userIds.map((id) => new ObjectId(id)) } })
    .project<Contact>({ name: 1, email: 1, avatarId: 1 })
    .toArray()
  return new Map(
    found.map(({ _id, name, email, avatarId }) => [
      _id.toHexString(),
      { name, email, avatarUrl: avatarId ? `/api/avatars/${avatarId}` : null },
    ]),
  )
}

/** @returns the user's membership of their personal workspace, the oldest one they have */
export async function findHomeMembership(userId: string) {
  return orm().memberships.where({ userId }).orderBy({ createdAt: 1 }).first()
}

/**
 * Writes workspace, membership and user. The user comes last and is what makes the account exist: its unique e-mail decides
 * between two sign-ups, and a process that dies halfway leaves nobody who could sign in.
 *
 * @returns the user's id, or null when the e-mail is taken
 */
export async function createAccount(account: NewAccount): Promise<string | null> {
  const [userId, workspaceId] = [newId(), newId()]
  await orm().workspaces.create({
    _id: workspaceId,
    name: account.name,
    kind: 'personal',
    ownerId: userId,
    modelDefaults: null,
  })
  await orm().memberships.create({
    workspaceId,
    userId,
    role: 'owner',
    plan: null,
    caps: null,
    givenCaps: null,
  })
  try {
    await orm().users.create({
      _id: userId,
      ...account,
      avatarId: null,
      sessionEpoch: null,
      theme: 'system',
      defaultModel: null,
      fallbackModels: null,
      modelSettings: null,
      humour: null,
      about: null,
      avoid: null,
      pronouns: null,
      bio: null,
      birthday: null,
      language: null,
      textSize: null,
      motion: null,
      onboarding: account.isGuest ? null : { step: 1 },
      retentionDays: null,
      memory: null,
      webauthnId: null,
      suspendedAt: null,
      suspendedReason: null,
      deletionAt: null,
    })
    return userId
  } catch (error) {
    await orm().memberships.where({ workspaceId }).deleteAndCount()
    await orm().workspaces.where({ _id: workspaceId }).delete()
    if (isDuplicateKey(error)) return null
    throw error
  }
}

/** Makes `userId` the owner of the instance if there is none yet: the unique key lets exactly one account win. */
export async function claimInstanceOwnership(userId: string): Promise<boolean> {
  try {
    await orm().instanceSettings.create({ key: 'owner', userId })
  } catch (error) {
    if (isDuplicateKey(error)) return false
    throw error
  }
  await orm().users.where({ _id: userId }).update({ role: 'owner' })
  return true
}

export async function hasOwner(): Promise<boolean> {
  return (await orm().instanceSettings.where({ key: 'owner' }).first()) !== null
}

export async function updateUser(userId: string, patch: Partial<UserRecord>) {
  return orm().users.where({ _id: userId }).update(patch)
}

/** Gives somebody a password who has none. @returns false when there is one by now */
export async function setFirstPassword(userId: string, passwordHash: string): Promise<boolean> {
  const set = await driverCollection('users').updateOne(
    { _id: new ObjectId(userId), passwordHash: null },
    { $set: { passwordHash, updatedAt: new Date() } },
  )
  return set.modifiedCount === 1
}

/** @returns how many ways into an account there are that need no mail: a password, linked accounts, passkeys */
export async function countWaysIn(userId: string): Promise<number> {
  const theirs = { userId: new ObjectId(userId) }
  const [user, ...counts] = await Promise.all([
    findUserById(userId),
    driverCollection('identities').countDocuments(theirs),
    driverCollection('passkeys').countDocuments(theirs),
  ])
  return counts.reduce((sum, count) => sum + count, user?.passwordHash != null ? 1 : 0)
}

/** Removes what besides the password opens an account or guards it, and ends its keys: whoever had no right to it may have put them there. */
export async function dropOtherWays(userId: string): Promise<void> {
  const theirs = { userId: new ObjectId(userId) }
  for (const name of ['passkeys', 'identities', 'totpFactors', 'recoveryCodes', 'trustedDevices'])
    await driverCollection(name).deleteMany(theirs)
  await driverCollection('apiKeys').updateMany(
    { ...theirs, revokedAt: null },
    { $set: { revokedAt: new Date() } },
  )
}

/** Kept together in the record. */
const PREFERENCES = ['address', 'tone', 'length', 'instructions']
/** What a field counts as that was never set. */
const NEVER_SET: Readonly<Record<string, string>> = { humour: 'some' }

/** Changes fields of a profile that still are as in `base`. @returns false when one of them is not */
export async function changeProfile(
  userId: string,
  change: Readonly<Record<string, unknown>>,
  base: Readonly<Record<string, string>>,
): Promise<boolean> {
  const place = (key: string) => (PREFERENCES.includes(key) ? `preferences.${key}` : key)
  const unchanged = Object.entries(base).map(([key, value]) => [
    place(key),
    value === (NEVER_SET[key] ?? '') ? { $in: [value, null] } : value,
  ])
  const fields = Object.entries(change).map(([key, value]) => [place(key), value])
  const { matchedCount } = await driverCollection('users').updateOne(
    { _id: new ObjectId(userId), ...Object.fromEntries(unchanged) },
    { $set: { ...Object.fromEntries(fields), updatedAt: new Date() } },
  )
  return matchedCount === 1
}

/** Gives somebody a confirmed address. @returns false when it is another account's */
export async function changeUserEmail(userId: string, email: string): Promise<boolean> {
  try {
    await orm().users.where({ _id: userId }).update({ email, emailVerifiedAt: new Date() })
    return true
  } catch (error) {
    if (isDuplicateKey(error)) return false
    throw error
  }
}

/** @returns a person's memberships, the oldest first, which is that of their own workspace */
export async function findMemberships(userId: string) {
  return orm().memberships.where({ userId }).orderBy({ createdAt: 1 }).all()
}

/** @returns the stored picture's id */
export async function createAvatar(
  { workspaceId, userId }: Scope,
  picture: { contentType: string; bytes: Uint8Array },
): Promise<string> {
  const avatarId = newId()
  await orm().avatars.create({ _id: avatarId, workspaceId, userId, ...picture })
  return avatarId
}

/** Makes a stored picture the portrait of the person, or none; the one before is deleted. */
export async function replaceAvatar(userId: string, avatarId: string | null): Promise<void> {
  const before = await findUserById(userId)
  await orm().users.where({ _id: userId }).update({ avatarId })
  if (before?.avatarId) await deleteAvatar(userId, before.avatarId)
}

export async function deleteAvatar(userId: string, avatarId: string): Promise<void> {
  await orm().avatars.where({ _id: avatarId, userId }).delete()
}

/** @returns a picture of the workspace, one of the person's own, or the portrait of somebody who belongs to the workspace too */
export async function findAvatar({ workspaceId, userId }: Scope, avatarId: string) {
  const avatar = await orm().avatars.where({ _id: avatarId }).first()
  if (!avatar || avatar.workspaceId === workspaceId || avatar.userId === userId) return avatar
  const [owner, membership] = await Promise.all([
    findUserById(avatar.userId),
    orm().memberships.where({ workspaceId, userId: avatar.userId }).first(),
  ])
  return membership && owner?.avatarId === avatarId ? avatar : null
}
