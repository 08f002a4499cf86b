import 'server-only'
import { type Filter, ObjectId } from 'mongodb'
import type { Scope } from '@/lib/auth/context'
import { driverCollection, isDuplicateKey, orm } from '@/lib/platform/db'

export type ConversationRecord = NonNullable<Awaited<ReturnType<typeof findConversation>>>

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
  insightOffAt: null,
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

/** Whether a conversation has no title but the first words in it. */
export const isUnnamed = ({ titleSource }: Pick<ConversationRecord, 'titleSource'>): boolean =>
  titleSource === 'auto'

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
  const older = before && {
    $or: [
      { lastMessageAt: { $lt: before.at } },
      { lastMessageAt: before.at, _id: { $lt: new ObjectId(before.id) } },
    ],
  }
  return (
    conversations()
      // The bound beside the alternatives is what the index begins at.
      .find({ ...whose, ...listing, ...(before && { lastMessageAt: { $lte: before.at } }), ...older })
      .sort({ lastMessageAt: -1, _id: -1 })
      .limit(limit)
      .toArray()
  )
}

/** @param deletedSince null: those that are not deleted; a time: those deleted after it. @returns those of `ids` that are the caller's */
export async function findOwnIds(
  scope: Scope,
  ids: readonly string[],
  deletedSince: Date | null,
): Promise<string[]> {
  const deletedAt = deletedSince && { $gt: deletedSince }
  const found = await conversations()
    .find({ ...mineById(scope, ids), deletedAt }, BY_ID)
    .project<Pick<ConversationDocument, '_id'>>({ _id: 1 })
    .toArray()
  return found.map(({ _id }) => _id.toHexString())
}

/** Those of `ids` that are the caller's and not deleted. */
export async function findConversationsById(scope: Scope, ids: readonly string[]) {
  return conversations()
    .find({ ...mineById(scope, ids), deletedAt: null }, BY_ID)
    .toArray()
}

/** @returns when those of them were deleted that are */
export async function findDeletionTimes(scope: Scope, ids: readonly string[]): Promise<Date[]> {
  const found = await conversations()
    .find({ ...mineById(scope, ids), deletedAt: { $ne: null } }, BY_ID)
    .project<{ deletedAt: Date }>({ deletedAt: 1 })
    .toArray()
  return [...new Map(found.map(({ deletedAt }) => [deletedAt.getTime(), deletedAt])).values()]
}

export async function updateConversations(
  scope: Scope,
  ids: readonly string[],
  patch: Partial<ListedFields>,
): Promise<void> {
  await conversations().updateMany(mineById(scope, ids), { $set: { ...patch, updatedAt: new Date() } }, BY_ID)
}

/** What was imported keeps its old times, so that it counts from the import, or from what was changed about it since. */
const untouched = ({ workspaceId, userId }: Scope, before: Date): Filter<ConversationDocument> => ({
  workspaceId: new ObjectId(workspaceId),
  userId: new ObjectId(userId),
  deletedAt: null,
  pinnedAt: null,
  lastMessageAt: { $lt: before },
  $or: [{ importId: null }, { updatedAt: { $lt: before } }],
})

/** @returns the ids of conversations nobody has written in, or imported, since `before`, and that are not pinned */
export async function findUntouched(scope: Scope, before: Date, limit: number): Promise<string[]> {
  const found = await conversations()
    .find(untouched(scope, before))
    .project<Pick<ConversationDocument, '_id'>>({ _id: 1 })
    .limit(limit)
    .toArray()
  return found.map(({ _id }) => _id.toHexString())
}

/** @returns how many there are of them */
export async function countUntouched(scope: Scope, before: Date): Promise<number> {
  return conversations().countDocuments(untouched(scope, before))
}

/** Makes `leafId` the end of the shown branch, if there is one, and the conversation the newest. */
export async function touchConversation(scope: Scope, id: string, leafId: string | null): Promise<void> {
  await orm()
    .conversations.where({ _id: id, ...mine(scope) })
    .update({ ...(leafId && { leafId }), lastMessageAt: new Date() })
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
