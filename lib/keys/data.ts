import 'server-only'
import { ObjectId } from 'mongodb'
import type { KeyScope, OwnCaps, Scope } from '@/lib/auth/context'
import { driverCollection } from '@/lib/platform/db'

export type KeyDocument = {
  _id: ObjectId
  workspaceId: ObjectId
  userId: ObjectId
  name: string
  start: string
  keyHash: string
  scopes: KeyScope[]
  caps: OwnCaps | null
  lastUsedAt: Date | null
  expiresAt: Date | null
  revokedAt: Date | null
  createdAt: Date
}
type NewKey = Pick<KeyDocument, 'name' | 'start' | 'keyHash' | 'scopes' | 'caps' | 'expiresAt'>

const USE_NOTED_EVERY_MS = 60_000

const keys = () => driverCollection<KeyDocument>('apiKeys')
const whose = ({ workspaceId, userId }: Scope) => ({
  workspaceId: new ObjectId(workspaceId),
  userId: new ObjectId(userId),
})

/** @returns the key that was written */
export async function insertKey(scope: Scope, key: NewKey): Promise<KeyDocument> {
  const times = { lastUsedAt: null, revokedAt: null, createdAt: new Date() }
  const document = { _id: new ObjectId(), ...whose(scope), ...key, ...times }
  await keys().insertOne(document)
  return document
}

/** Keys that are not revoked, also those that are over, newest first. */
export async function findKeys(scope: Scope): Promise<KeyDocument[]> {
  return keys()
    .find({ ...whose(scope), revokedAt: null })
    .sort({ _id: -1 })
    .toArray()
}

export async function countLiveKeys(scope: Scope, now: Date = new Date()): Promise<number> {
  const isLive = { revokedAt: null, $or: [{ expiresAt: null }, { expiresAt: { $gt: now } }] }
  return keys().countDocuments({ ...whose(scope), ...isLive })
}

/** @returns the key as it is now; null when there is none, or it was revoked */
export async function updateKey(
  scope: Scope,
  id: string,
  change: Partial<Pick<KeyDocument, 'name' | 'caps' | 'revokedAt'>>,
): Promise<KeyDocument | null> {
  return keys().findOneAndUpdate(
    { _id: new ObjectId(id), ...whose(scope), revokedAt: null },
    { $set: change },
    { returnDocument: 'after' },
  )
}

/** Takes a key away that was made and is not given out. */
export async function removeKey(scope: Scope, id: ObjectId): Promise<void> {
  await keys().deleteOne({ _id: id, ...whose(scope) })
}

/** The one look-up without a scope: the key itself says whose it is. */
export async function findKeyByHash(keyHash: string): Promise<KeyDocument | null> {
  return keys().findOne({ keyHash })
}

/** Notes that a key was used, once a minute however often it is. */
export async function noteUse({ _id, lastUsedAt }: KeyDocument, now: Date = new Date()): Promise<void> {
  const before = new Date(now.getTime() - USE_NOTED_EVERY_MS)
  if (lastUsedAt && lastUsedAt > before) return
  await keys().updateOne(
    { _id, $or: [{ lastUsedAt: null }, { lastUsedAt: { $lte: before } }] },
    { $set: { lastUsedAt: now } },
  )
}
