import 'server-only'
import { ObjectId } from 'mongodb'
import type { Scope } from '@/lib/auth/context'
import { driverCollection } from '@/lib/platform/db'

type Tombstone = {
  memoryId: ObjectId
  textHash: string
  messageId: string | null
  createdAt: Date
}

const tombstones = () => driverCollection<Tombstone>('forgottenMemories')
const whose = ({ workspaceId, userId }: Scope) => ({
  workspaceId: new ObjectId(workspaceId),
  userId: new ObjectId(userId),
})

export type Forgotten = { memoryId: string; textHash: string; messageId: string | null }

export async function insertTombstones(scope: Scope, forgotten: readonly Forgotten[]): Promise<void> {
  const createdAt = new Date()
  const documents = forgotten.map(({ memoryId, ...rest }) => ({
    _id: new ObjectId(),
    ...whose(scope),
    memoryId: new ObjectId(memoryId),
    ...rest,
    createdAt,
  }))
  if (documents.length > 0) await driverCollection('forgottenMemories').insertMany(documents)
}

export async function removeTombstonesOf(scope: Scope, memoryIds: readonly string[]): Promise<void> {
  const ids = memoryIds.map((id) => new ObjectId(id))
  await tombstones().deleteMany({ ...whose(scope), memoryId: { $in: ids } } as object)
}

/** @returns whether anything that came from this message was forgotten */
export async function isMessageForgotten(scope: Scope, messageId: string): Promise<boolean> {
  return (await tombstones().findOne({ ...whose(scope), messageId } as object)) !== null
}

/** @returns which of these texts were forgotten after `since` */
export async function findForgottenTexts(
  scope: Scope,
  textHashes: readonly string[],
  since: Date,
): Promise<Set<string>> {
  const found = await tombstones()
    .find({ ...whose(scope), textHash: { $in: [...textHashes] }, createdAt: { $gte: since } } as object)
    .project<{ textHash: string }>({ textHash: 1 })
    .toArray()
  return new Set(found.map(({ textHash }) => textHash))
}
