import 'server-only'
import { type Filter, ObjectId } from 'mongodb'
import type { Scope } from '@/lib/auth/context'
import type { Position } from '@/lib/core/cursor'
import { driverCollection, orm } from '@/lib/platform/db'

export type ShareRecord = NonNullable<Awaited<ReturnType<typeof findShareByToken>>>

const mine = ({ workspaceId, userId }: Scope) => ({ workspaceId, userId })

/** The one read without a scope: whoever knows the token may see. */
export async function findShareByToken(token: string) {
  return orm().shares.where({ token }).first()
}

export async function findShare(scope: Scope, id: string): Promise<ShareRecord | null> {
  return orm()
    .shares.where({ _id: id, ...mine(scope) })
    .first()
}

export async function createShare(
  scope: Scope,
  share: Pick<ShareRecord, 'conversationId' | 'token' | 'title' | 'authorName' | 'leafId' | 'expiresAt'>,
): Promise<ShareRecord> {
  return orm().shares.create({ ...share, revokedAt: null, ...mine(scope) })
}

export async function updateShare(scope: Scope, id: string, patch: Partial<ShareRecord>): Promise<void> {
  await orm()
    .shares.where({ _id: id, ...mine(scope) })
    .update(patch)
}

type OwnIds = { _id: ObjectId; workspaceId: ObjectId; userId: ObjectId; conversationId: ObjectId }
type ShareDocument = Omit<ShareRecord, keyof OwnIds> & OwnIds

const working = ({ workspaceId, userId }: Scope): Filter<ShareDocument> => ({
  workspaceId: new ObjectId(workspaceId),
  userId: new ObjectId(userId),
  revokedAt: null,
})

/** The caller's links that are not revoked, newest first, strictly older than `before`; expired ones are among them. */
export async function findShares(
  scope: Scope,
  conversationId: string | undefined,
  before: Position | null,
  limit: number,
): Promise<ShareRecord[]> {
  const older = before && {
    $or: [{ createdAt: { $lt: before.at } }, { createdAt: before.at, _id: { $lt: new ObjectId(before.id) } }],
  }
  const found = await driverCollection<ShareDocument>('shares')
    .find({
      ...working(scope),
      ...(conversationId && { conversationId: new ObjectId(conversationId) }),
      ...older,
    })
    .sort({ createdAt: -1, _id: -1 })
    .limit(limit)
    .toArray()
  return found.map((share) => ({
    ...share,
    _id: share._id.toHexString(),
    workspaceId: share.workspaceId.toHexString(),
    userId: share.userId.toHexString(),
    conversationId: share.conversationId.toHexString(),
  }))
}

export async function countShares(scope: Scope): Promise<number> {
  return driverCollection<ShareDocument>('shares').countDocuments(working(scope))
}
