import 'server-only'
import { ObjectId } from 'mongodb'
import { driverCollection, orm } from '@/lib/platform/db'

const users = () => driverCollection<{ deletionAt: Date | null }>('users')

/** @returns the ids of the workspaces somebody belongs to or owns */
export async function findWorkspaceIds(userId: string): Promise<string[]> {
  const [memberships, owned] = await Promise.all([
    orm().memberships.where({ userId }).select('workspaceId').all(),
    orm().workspaces.where({ ownerId: userId }).select('_id').all(),
  ])
  return [...new Set([...memberships.map(({ workspaceId }) => workspaceId), ...owned.map(({ _id }) => _id)])]
}

/** @returns the member who owns a workspace when `ownerId` goes: the one who is there longest */
export async function findWorkspaceHeir(workspaceId: string, ownerId: string): Promise<string | null> {
  const members = await orm().memberships.where({ workspaceId }).orderBy({ createdAt: 1 }).all()
  return members.find(({ userId }) => userId !== ownerId)?.userId ?? null
}

/** Makes another member the owner of a workspace; the one before stays as its admin. */
export async function giveWorkspace(workspaceId: string, fromId: string, toId: string): Promise<void> {
  await orm().memberships.where({ workspaceId, userId: toId }).update({ role: 'owner' })
  await orm().memberships.where({ workspaceId, userId: fromId }).update({ role: 'admin' })
  await orm().workspaces.where({ _id: workspaceId, ownerId: fromId }).update({ ownerId: toId })
}

/** @returns the workspaces somebody owns that others belong to, and who of them is there longest */
export async function findSharedWorkspaces(
  ownerId: string,
): Promise<{ id: string; name: string; heirId: string }[]> {
  const owned = await orm().workspaces.where({ ownerId }).select('_id', 'name').all()
  const heirs = await Promise.all(owned.map(({ _id }) => findWorkspaceHeir(_id, ownerId)))
  return owned.flatMap(({ _id, name }, at) => {
    const heirId = heirs[at]
    return heirId ? [{ id: _id, name, heirId }] : []
  })
}

/** @returns whether anybody else has an account here; guests have none yet */
export async function hasOtherAccounts(userId: string): Promise<boolean> {
  const others = { _id: { $ne: new ObjectId(userId) }, isGuest: { $ne: true } }
  return (await driverCollection('users').findOne(others, { projection: { _id: 1 } })) !== null
}

/** @returns who owns the installation when `ownerId`, who does now, goes: the oldest account in use with a confirmed address */
export async function findInstanceHeir(ownerId: string): Promise<string | null> {
  if (!(await orm().instanceSettings.where({ key: 'owner', userId: ownerId }).first())) return null
  const inUse = {
    isGuest: { $ne: true },
    emailVerifiedAt: { $ne: null },
    suspendedAt: null,
    deletionAt: null,
  }
  const heir = await driverCollection('users').findOne(
    { _id: { $ne: new ObjectId(ownerId) }, ...inUse },
    { sort: { createdAt: 1 }, projection: { _id: 1 } },
  )
  return heir?._id.toHexString() ?? null
}

/** Makes somebody else the owner of the installation; the one before becomes a person like others. */
export async function giveInstance(fromId: string, toId: string): Promise<void> {
  await orm().users.where({ _id: toId }).update({ role: 'owner' })
  await orm().instanceSettings.where({ key: 'owner', userId: fromId }).update({ userId: toId })
  await orm().users.where({ _id: fromId }).update({ role: 'user' })
}

/** Lets the account end at a time. @returns false when that was asked for already */
export async function setDeletion(userId: string, deletionAt: Date): Promise<boolean> {
  const set = await users().updateOne(
    { _id: new ObjectId(userId), deletionAt: null },
    { $set: { deletionAt } },
  )
  return set.modifiedCount === 1
}

/** Lets the account go on. @returns false when it is too late */
export async function clearDeletion(userId: string): Promise<boolean> {
  const kept = await users().updateOne(
    { _id: new ObjectId(userId), deletionAt: { $gt: new Date() } },
    { $set: { deletionAt: null } },
  )
  return kept.modifiedCount === 1
}

/** @returns accounts that end now, those first that should have ended longest ago */
export async function findEndingAccounts(limit: number): Promise<{ userId: string; deletionAt: Date }[]> {
  const ending = await users()
    .find({ deletionAt: { $ne: null, $lte: new Date() } }, { projection: { deletionAt: 1 } })
    .sort({ deletionAt: 1 })
    .limit(limit)
    .toArray()
  return ending.flatMap(({ _id, deletionAt }) =>
    deletionAt ? { userId: _id.toHexString(), deletionAt } : [],
  )
}

/** @returns people who let old conversations be deleted, and after how many days, some at a time */
export async function* readRetentions(): AsyncGenerator<{ userId: string; days: number }> {
  const people = driverCollection<{ retentionDays: number }>('users').find(
    { retentionDays: { $gt: 0 }, deletionAt: null },
    { projection: { retentionDays: 1 }, batchSize: 500 },
  )
  for await (const { _id, retentionDays } of people) yield { userId: _id.toHexString(), days: retentionDays }
}

/** @returns after how many days somebody's old conversations are deleted; null: never */
export async function findRetention(userId: string): Promise<number | null> {
  const user = await orm().users.where({ _id: userId }).select('retentionDays').first()
  return user?.retentionDays ?? null
}

export async function setRetention(userId: string, retentionDays: number | null): Promise<void> {
  await orm().users.where({ _id: userId }).update({ retentionDays })
}
