import 'server-only'
import { MongoFieldFilter } from '@prisma/orm-mongo/query-ast/execution'
import { ObjectId } from 'mongodb'
import type { Scope } from '@/lib/auth/context'
import { driverCollection, isDuplicateKey, orm } from '@/lib/platform/db'
import type { MessageStatus } from '../schema'

export type MessageRecord = NonNullable<Awaited<ReturnType<typeof findMessage>>>
export type NewMessage = Pick<
  MessageRecord,
  '_id' | 'conversationId' | 'parentId' | 'depth' | 'role' | 'parts' | 'text' | 'model' | 'usage' | 'error'
> & { status: MessageStatus }

const NEVER_TOUCHED = { feedback: null, deletedAt: null }

/** The caller's messages of a conversation: the members of a team have theirs apart. */
const mineIn = ({ workspaceId, userId }: Scope, conversationId: string) => ({
  workspaceId,
  userId,
  conversationId,
})

export async function findMessage(scope: Scope, conversationId: string, id: string) {
  return orm()
    .messages.where({ _id: id, ...mineIn(scope, conversationId) })
    .first()
}

/** @returns whose id this is: of no message yet, of one of this conversation, or of one elsewhere, whosever it is */
export async function findPlaceOf(
  scope: Scope,
  conversationId: string,
  id: string,
): Promise<'free' | 'here' | 'elsewhere'> {
  const place = orm().messages.where({ _id: id }).select('workspaceId', 'userId', 'conversationId')
  const taken = await place.first()
  if (!taken) return 'free'
  const isMine = taken.workspaceId === scope.workspaceId && taken.userId === scope.userId
  return isMine && taken.conversationId === conversationId ? 'here' : 'elsewhere'
}

/** All messages of the conversation between two depths, siblings included, by depth and then by age. */
export async function findMessagesByDepth(scope: Scope, conversationId: string, from: number, to: number) {
  return orm()
    .messages.where(mineIn(scope, conversationId))
    .where(MongoFieldFilter.gte('depth', from))
    .where(MongoFieldFilter.lte('depth', to))
    .orderBy({ depth: 1, createdAt: 1 })
    .all()
}

type NodeDocument = { _id: ObjectId; parentId: string | null; depth: number; deletedAt: Date | null }

/** Where the messages deeper than `depth` stand, deleted ones included. Without their words: there may be thousands. */
export async function findNodesBelow({ workspaceId, userId }: Scope, conversationId: string, depth: number) {
  const found = await driverCollection('messages')
    .find({
      workspaceId: new ObjectId(workspaceId),
      userId: new ObjectId(userId),
      conversationId: new ObjectId(conversationId),
      depth: { $gt: depth },
    })
    .project<NodeDocument>({ parentId: 1, depth: 1, deletedAt: 1 })
    .toArray()
  return found.map(({ _id, ...place }) => ({ id: _id.toHexString(), ...place }))
}

export async function findChildren(scope: Scope, conversationId: string, parentId: string) {
  return orm()
    .messages.where({ ...mineIn(scope, conversationId), parentId })
    .orderBy({ createdAt: 1 })
    .all()
}

/** @returns null when a message with this id exists already */
export async function createMessage(scope: Scope, message: NewMessage): Promise<MessageRecord | null> {
  try {
    return await orm().messages.create({
      ...message,
      workspaceId: scope.workspaceId,
      userId: scope.userId,
      ...NEVER_TOUCHED,
    })
  } catch (error) {
    if (isDuplicateKey(error)) return null
    throw error
  }
}

/** Writes a reply, over an earlier state of the same reply if there is one. */
export async function saveReply(scope: Scope, reply: NewMessage): Promise<void> {
  if (await createMessage(scope, reply)) return
  const { _id, conversationId, parts, text, status, model, usage, error } = reply
  const own = orm().messages.where({ _id, ...mineIn(scope, conversationId) })
  await own.update({ parts, text, status, model, usage, error })
}

/**
 * Writes what is left of a reply whose server is gone, unless somebody has written it since it was looked for.
 *
 * @param before the reply as it was found then; null when there was none
 */
export async function rescueReply(
  scope: Scope,
  before: MessageRecord | null,
  reply: NewMessage,
): Promise<void> {
  if (!before) {
    await createMessage(scope, reply)
    return
  }
  const { _id, conversationId, parts, text, status, model, usage, error } = reply
  const own = orm().messages.where({ _id, ...mineIn(scope, conversationId) })
  const unchanged = own.where({ text: before.text, status: before.status })
  await unchanged.update({ parts, text, status, model, usage, error })
}

export async function deleteMessage(scope: Scope, conversationId: string, id: string): Promise<void> {
  await orm()
    .messages.where({ _id: id, ...mineIn(scope, conversationId) })
    .delete()
}
