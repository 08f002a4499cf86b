import 'server-only'
import { type Binary, Double, ObjectId } from 'mongodb'
import type { Scope } from '@/lib/auth/context'
import { driverCollection, orm } from '@/lib/platform/db'
import type { ArchiveStatus } from './schema'

export type ArchiveProgress = { done: number; total: number; attempts: number }
export type ArchiveRecord = NonNullable<Awaited<ReturnType<typeof findArchive>>>

type ArchiveDocument = {
  _id: ObjectId
  userId: ObjectId
  status: ArchiveStatus
  progress: ArchiveProgress
  blobId: string | null
  size: Double | null
  readyAt: Date | null
  expiresAt: Date
}

const archives = () => driverCollection<ArchiveDocument>('dataExports')
const mine = ({ workspaceId, userId }: Scope) => ({ workspaceId, userId })

export async function createArchive(scope: Scope, id: string, expiresAt: Date): Promise<ArchiveRecord> {
  return orm().dataExports.create({
    _id: id,
    ...mine(scope),
    status: 'waiting',
    progress: { done: 0, total: 0, attempts: 0 },
    blobId: null,
    size: null,
    error: null,
    readyAt: null,
    expiresAt,
  })
}

export async function findArchive(scope: Scope, id: string) {
  return orm()
    .dataExports.where({ _id: id, ...mine(scope) })
    .first()
}

/** @returns the one asked for last */
export async function findNewestArchive(scope: Scope): Promise<ArchiveRecord | null> {
  return orm().dataExports.where(mine(scope)).orderBy({ createdAt: -1 }).first()
}

export async function findArchives(scope: Scope): Promise<ArchiveRecord[]> {
  return orm().dataExports.where(mine(scope)).all()
}

/** Changes an archive that is still being made. @returns false when it is not: somebody took it away meanwhile */
export async function updateMaking(
  { userId }: Scope,
  id: string,
  change: Partial<Pick<ArchiveDocument, 'status' | 'progress' | 'blobId'>>,
): Promise<boolean> {
  const { matchedCount } = await archives().updateOne(
    {
      _id: new ObjectId(id),
      userId: new ObjectId(userId),
      status: { $in: ['waiting', 'running'] satisfies ArchiveStatus[] },
    },
    { $set: change },
  )
  return matchedCount === 1
}

/** Ends the making: the archive and its bytes go together at `expiresAt`. */
export async function finishArchive(
  { userId }: Scope,
  id: string,
  {
    blobId,
    size,
    progress,
    expiresAt,
  }: { blobId: string; size: number; progress: ArchiveProgress; expiresAt: Date },
): Promise<boolean> {
  await driverCollection('blobChunks').updateMany({ blobId: new ObjectId(blobId) }, { $set: { expiresAt } })
  const { matchedCount } = await archives().updateOne(
    { _id: new ObjectId(id), userId: new ObjectId(userId), status: 'running' },
    { $set: { status: 'ready', size: new Double(size), progress, readyAt: new Date(), expiresAt } },
  )
  return matchedCount === 1
}

/** Ends what is being made for a person without a result. */
export async function failArchives({ userId }: Pick<Scope, 'userId'>): Promise<void> {
  await archives().updateMany(
    { userId: new ObjectId(userId), status: { $in: ['waiting', 'running'] satisfies ArchiveStatus[] } },
    { $set: { status: 'failed' } },
  )
}

export async function removeArchive(scope: Scope, { _id, blobId }: ArchiveRecord): Promise<void> {
  if (blobId) await removeBlob(scope, blobId)
  await orm()
    .dataExports.where({ _id, ...mine(scope) })
    .delete()
}

export async function addChunk(
  { userId }: Scope,
  chunk: { blobId: string; seq: number; bytes: Uint8Array; expiresAt: Date },
): Promise<void> {
  await orm().blobChunks.create({ ...chunk, userId })
}

export async function removeBlob({ userId }: Scope, blobId: string): Promise<void> {
  await orm().blobChunks.where({ blobId, userId }).deleteAndCount()
}

/** The bytes of a blob, piece by piece. */
export async function* readBlob({ userId }: Scope, blobId: string): AsyncGenerator<Uint8Array> {
  const pieces = driverCollection<{ blobId: ObjectId; userId: ObjectId; seq: number; bytes: Binary }>(
    'blobChunks',
  ).find({ blobId: new ObjectId(blobId), userId: new ObjectId(userId) }, { sort: { seq: 1 }, batchSize: 2 })
  for await (const { bytes } of pieces) yield bytes.value()
}

export async function findReceipt(id: string) {
  return orm().erasureReceipts.where({ _id: id }).first()
}

export async function createReceipt(receipt: {
  _id: string
  counts: Record<string, number>
  requestedAt: Date
}): Promise<void> {
  await orm().erasureReceipts.create({ ...receipt, erasedAt: new Date() })
}

export async function finishReceipt(id: string): Promise<void> {
  await orm().erasureReceipts.where({ _id: id }).update({ erasedAt: new Date() })
}
