import 'server-only'
import { MongoFieldFilter } from '@prisma/orm-mongo/query-ast/execution'
import { ObjectId } from 'mongodb'
import type { Scope } from '@/lib/auth/context'
import { driverCollection, orm } from '@/lib/platform/db'
import type { MessageRecord } from '../messages/data'

/**
 * The time of deletion of a message whose words are gone. Real deletions are later, so that one range of the index has those whose
 * words are still there.
 */
const PURGED = new Date(0)
const BATCH = 500

const oids = (ids: readonly string[]) => ids.map((id) => new ObjectId(id))

const messageOf = ({ workspaceId, userId }: Scope, conversationId: string, id: string) => ({
  _id: new ObjectId(id),
  conversationId: new ObjectId(conversationId),
  workspaceId: new ObjectId(workspaceId),
  userId: new ObjectId(userId),
})

/** All messages under any of these, by age. */
export async function findChildrenOf(
  { workspaceId, userId }: Scope,
  conversationId: string,
  parentIds: readonly string[],
) {
  return orm()
    .messages.where({ workspaceId, userId, conversationId })
    .where(MongoFieldFilter.in('parentId', [...parentIds]))
    .orderBy({ createdAt: 1 })
    .all()
}

/** @returns false when there is no such message, or it is deleted already */
export async function markDeleted(scope: Scope, conversationId: string, id: string): Promise<boolean> {
  const now = new Date()
  const marked = await driverCollection('messages').updateOne(
    { ...messageOf(scope, conversationId, id), deletedAt: null },
    { $set: { deletedAt: now } },
  )
  return marked.modifiedCount === 1
}

/** @returns false when it was not deleted after `since` */
export async function unmarkDeleted(
  scope: Scope,
  conversationId: string,
  id: string,
  since: Date,
): Promise<boolean> {
  const unmarked = await driverCollection('messages').updateOne(
    { ...messageOf(scope, conversationId, id), deletedAt: { $gt: since } },
    { $set: { deletedAt: null } },
  )
  return unmarked.modifiedCount === 1
}

export type DeletedMessage = { id: string; workspaceId: string; conversationId: string; depth: number }

/** Messages of any workspace that were deleted before `before` and still have their words. */
export async function findDeletedMessages(before: Date, limit: number): Promise<DeletedMessage[]> {
  const deleted = await driverCollection('messages')
    .find({ deletedAt: { $gt: PURGED, $lt: before } })
    .project<{ _id: ObjectId; workspaceId: ObjectId; conversationId: ObjectId; depth: number }>({
      workspaceId: 1,
      conversationId: 1,
      depth: 1,
    })
    .limit(limit)
    .toArray()
  return deleted.map(({ _id, workspaceId, conversationId, depth }) => ({
    id: _id.toHexString(),
    workspaceId: workspaceId.toHexString(),
    conversationId: conversationId.toHexString(),
    depth,
  }))
}

/** Takes the words out of deleted messages, and away what was made of them. What is left holds their place in the tree. */
export async function removeWords(messages: readonly DeletedMessage[]): Promise<void> {
  for (const { workspaceId, conversationId, depth } of messages) {
    await driverCollection('contextSummaries').deleteMany({
      workspaceId: new ObjectId(workspaceId),
      conversationId: new ObjectId(conversationId),
      throughDepth: { $gte: depth },
    })
  }
  const empty = { parts: [], text: '', usage: null, error: null, feedback: null, deletedAt: PURGED }
  const _id = { $in: oids(messages.map(({ id }) => id)) }
  await driverCollection('messages').updateMany({ _id, deletedAt: { $ne: null } }, { $set: empty })
}

/** Writes copies of messages, which have their new ids and places already. */
export async function insertMessages(scope: Scope, messages: readonly MessageRecord[]): Promise<void> {
  for (let from = 0; from < messages.length; from += BATCH) {
    const documents = messages.slice(from, from + BATCH).map((message) => ({
      ...message,
      ...messageOf(scope, message.conversationId, message._id),
    }))
    await driverCollection('messages').insertMany(documents)
  }
}
