import 'server-only'
import { MongoFieldFilter } from '@prisma/orm-mongo/query-ast/execution'
import { type Filter, ObjectId } from 'mongodb'
import type { Scope } from '@/lib/auth/context'
import { driverCollection, isDuplicateKey, orm } from '@/lib/platform/db'
import type { MessageStatus } from './schema'

export type ConversationRecord = NonNullable<Awaited<ReturnType<typeof findConversation>>>
export type MessageRecord = NonNullable<Awaited<ReturnType<typeof findMessage>>>
export type NewMessage = Pick<
  MessageRecord,
  '_id' | 'conversationId' | 'parentId' | 'depth' | 'role' | 'parts' | 'text' | 'model' | 'usage' | 'error'
> & { status: MessageStatus }

const NEVER_TOUCHED = { feedback: null, deletedAt: null }
const NEW_CONVERSATION = {
  titleSource: 'auto',
  assistantId: null,
  instructions: null,
  modelSettings: null,
  emoji: null,
  colour: null,
  pinnedAt: null,
  archivedAt: null,
  importId: null,
  deletedAt: null,
}

const mine = ({ workspaceId, userId }: Scope) => ({ workspaceId, userId })

/** @returns the conversation, also a deleted one (see its deletedAt); null when it is not the caller's */
export async function findConversation(scope: Scope, id: string) {
  return orm()
    .conversations.where({ _id: id, ...mine(scope) })
    .first()
}

/** @returns false when the id is taken, by whomever */
export async function createConversation(
  scope: Scope,
  fields: Pick<ConversationRecord, '_id' | 'title' | 'model' | 'leafId' | 'folderId'> &
    Partial<ConversationRecord>,
) {
  try {
    await orm().conversations.create({
      ...NEW_CONVERSATION,
      lastMessageAt: new Date(),
      ...fields,
      ...mine(scope),
    })
    return true
  } catch (error) {
    if (isDuplicateKey(error)) return false
    throw error
  }
}

export async function updateConversation(scope: Scope, id: string, patch: Partial<ConversationRecord>) {
  return orm()
    .conversations.where({ _id: id, ...mine(scope) })
    .update(patch)
}

/** Gives a conversation the title a model made, unless somebody has named it. @returns whether it took it */
export async function nameConversationOnce(scope: Scope, id: string, title: string): Promise<boolean> {
  const unnamed = { ...mineById(scope, [id]), titleSource: 'auto', deletedAt: null }
  const named = { title, titleSource: 'model', updatedAt: new Date() }
  return (await conversations().updateOne(unnamed, { $set: named })).modifiedCount === 1
}

type ListedFields = Omit<ConversationRecord, '_id' | 'workspaceId' | 'userId'>
type ConversationDocument = ListedFields & { _id: ObjectId; workspaceId: ObjectId; userId: ObjectId }

/** Which conversations: a condition on their fields, beside whose they are. */
export type Listing = Pick<Filter<ConversationDocument>, 'folderId' | 'pinnedAt' | 'archivedAt'>

/** Some ids out of very many conversations: quicker than looking through all of a person's. */
const BY_ID = { hint: { _id: 1 } }

const conversations = () => driverCollection<ConversationDocument>('conversations')
const mineById = ({ workspaceId, userId }: Scope, ids: readonly string[]) => ({
  _id: { $in: ids.map((id) => new ObjectId(id)) },
  workspaceId: new ObjectId(workspaceId),
  userId: new ObjectId(userId),
})

/** The caller's conversations, newest first (of one moment: the larger id first), strictly below `before`. */
export async function findConversations(
  { workspaceId, userId }: Scope,
  listing: Listing,
  before: { at: Date; id: string } | null,
  limit: number,
) {
  const whose = { workspaceId: new ObjectId(workspaceId), userId: new ObjectId(userId), deletedAt: null }
  const filter = { ...whose, ...listing }
  const ofMoment = (lastMessageAt: Date, id: Filter<ConversationDocument>) =>
    conversations()
      .find({ ...filter, ...id, lastMessageAt })
      .sort({ _id: -1 })
      .limit(limit)
      .toArray()
  // The index knows the moments, not the ids of one moment: sorting by both would sort all conversations there are.
  const older = before ? { lastMessageAt: { $lt: before.at } } : {}
  const [same, rows] = await Promise.all([
    before ? ofMoment(before.at, { _id: { $lt: new ObjectId(before.id) } }) : [],
    conversations()
      .find({ ...filter, ...older })
      .sort({ lastMessageAt: -1 })
      .limit(limit)
      .toArray(),
  ])
  const edge = rows.length === limit ? rows.at(-1)?.lastMessageAt : undefined
  const whole = edge ? rows.filter(({ lastMessageAt }) => lastMessageAt > edge) : rows
  const atEdge = edge ? await ofMoment(edge, {}) : []
  const order = ({ lastMessageAt, _id }: (typeof rows)[number]) =>
    `${lastMessageAt.toISOString()}.${_id.toHexString()}`
  const newestFirst = whole.sort((a, b) => (order(a) < order(b) ? 1 : -1))
  return [...same, ...newestFirst, ...atEdge].slice(0, limit)
}

/** @param deletedSince null: those that are not deleted; a time: those deleted after it. @returns how many of `ids` are the caller's */
export async function countConversations(
  scope: Scope,
  ids: readonly string[],
  deletedSince: Date | null,
): Promise<number> {
  const deletedAt = deletedSince && { $gt: deletedSince }
  return conversations().countDocuments({ ...mineById(scope, ids), deletedAt }, BY_ID)
}

export async function updateConversations(
  scope: Scope,
  ids: readonly string[],
  patch: Partial<ListedFields>,
): Promise<void> {
  await conversations().updateMany(mineById(scope, ids), { $set: { ...patch, updatedAt: new Date() } }, BY_ID)
}

/** @returns the ids of conversations nobody has written in since `before` and that are not pinned */
export async function findUntouched(
  { workspaceId, userId }: Scope,
  before: Date,
  limit: number,
): Promise<string[]> {
  const found = await conversations()
    .find({
      workspaceId: new ObjectId(workspaceId),
      userId: new ObjectId(userId),
      deletedAt: null,
      pinnedAt: null,
      lastMessageAt: { $lt: before },
    })
    .project<Pick<ConversationDocument, '_id'>>({ _id: 1 })
    .limit(limit)
    .toArray()
  return found.map(({ _id }) => _id.toHexString())
}

export async function findMessage(scope: Scope, conversationId: string, id: string) {
  return orm().messages.where({ _id: id, conversationId, workspaceId: scope.workspaceId }).first()
}

/** @returns whether the id belongs to a message outside this conversation, whosever it is */
export async function isIdTakenElsewhere(
  { workspaceId }: Scope,
  conversationId: string,
  id: string,
): Promise<boolean> {
  const taken = await orm().messages.where({ _id: id }).select('workspaceId', 'conversationId').first()
  return taken !== null && (taken.workspaceId !== workspaceId || taken.conversationId !== conversationId)
}

/** All messages of the conversation between two depths, siblings included, by depth and then by age. */
export async function findMessagesByDepth(scope: Scope, conversationId: string, from: number, to: number) {
  return orm()
    .messages.where({ workspaceId: scope.workspaceId, conversationId })
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
    .messages.where({ workspaceId: scope.workspaceId, conversationId, parentId })
    .orderBy({ createdAt: 1 })
    .all()
}

/** @returns null when a message with this id exists already */
export async function createMessage(scope: Scope, message: NewMessage): Promise<MessageRecord | null> {
  try {
    return await orm().messages.create({ ...message, ...mine(scope), ...NEVER_TOUCHED })
  } catch (error) {
    if (isDuplicateKey(error)) return null
    throw error
  }
}

/** Writes a reply, over an earlier state of the same reply if there is one. */
export async function saveReply(scope: Scope, reply: NewMessage): Promise<void> {
  if (await createMessage(scope, reply)) return
  const { _id, conversationId, parts, text, status, model, usage, error } = reply
  const own = orm().messages.where({ _id, conversationId, workspaceId: scope.workspaceId })
  await own.update({ parts, text, status, model, usage, error })
}

/** Makes `leafId` the end of the shown branch, if there is one, and the conversation the newest. */
export async function touchConversation(scope: Scope, id: string, leafId: string | null): Promise<void> {
  await orm()
    .conversations.where({ _id: id, ...mine(scope) })
    .update({ ...(leafId && { leafId }), lastMessageAt: new Date() })
}

export async function deleteMessage(scope: Scope, conversationId: string, id: string): Promise<void> {
  await orm().messages.where({ _id: id, conversationId, workspaceId: scope.workspaceId }).delete()
}

export type DeletedConversation = Scope & { id: string }

/** Deleted conversations of any workspace that were deleted before `before`, the oldest deletion first. */
export async function findDeletedConversations(before: Date, limit: number): Promise<DeletedConversation[]> {
  const deleted = await conversations()
    .find({ deletedAt: { $ne: null, $lt: before } })
    .project<Pick<ConversationDocument, '_id' | 'workspaceId' | 'userId'>>({ workspaceId: 1, userId: 1 })
    .sort({ deletedAt: 1 })
    .limit(limit)
    .toArray()
  return deleted.map(({ _id, workspaceId, userId }) => ({
    id: _id.toHexString(),
    workspaceId: workspaceId.toHexString(),
    userId: userId.toHexString(),
  }))
}

/** What belongs to a conversation by its id. What a domain of its own keeps is purged by that domain (lib/boot.ts). */
const BELONGINGS = ['messages', 'contextSummaries', 'shares', 'messageReports']

/** Removes deleted conversations with all that belongs to them; the conversations last. */
export async function removeConversations(deleted: readonly DeletedConversation[]): Promise<void> {
  for (const { id, ...scope } of deleted) {
    const whose = { workspaceId: new ObjectId(scope.workspaceId), userId: new ObjectId(scope.userId) }
    const conversationId = new ObjectId(id)
    for (const name of BELONGINGS) await driverCollection(name).deleteMany({ ...whose, conversationId })
    await driverCollection('drafts').deleteMany({ ...whose, key: id })
    await conversations().deleteOne({ _id: conversationId, deletedAt: { $ne: null } })
  }
}
