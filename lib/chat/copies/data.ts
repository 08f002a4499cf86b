import 'server-only'
import { ObjectId } from 'mongodb'
import type { Scope } from '@/lib/auth/context'
import { driverCollection, isDuplicateKey } from '@/lib/platform/db'
import type { ConversationRecord } from '../data'
import type { MessageRecord } from '../messages/data'

type OwnIds = { _id: ObjectId; workspaceId: ObjectId; userId: ObjectId }
type MessageDocument = Omit<MessageRecord, keyof OwnIds | 'conversationId'> &
  OwnIds & { conversationId: ObjectId }

type ConversationDocument = Omit<ConversationRecord, keyof OwnIds> & OwnIds

/** A message without its words. */
export type MessageSize = { id: string; role: string; chars: number }

export type ImportedConversation = Omit<ConversationRecord, 'workspaceId' | 'userId' | 'updatedAt'>

const messages = () => driverCollection<MessageDocument>('messages')
const conversations = () => driverCollection<ConversationDocument>('conversations')
const whose = ({ workspaceId, userId }: Scope) => ({
  workspaceId: new ObjectId(workspaceId),
  userId: new ObjectId(userId),
})

/** @returns the parent of each message down to a depth: enough to walk a branch of any length without its words */
export async function findParents(
  scope: Scope,
  conversationId: string,
  maxDepth: number,
): Promise<Map<string, string | null>> {
  const places = messages()
    .find({
      ...whose(scope),
      conversationId: new ObjectId(conversationId),
      depth: { $lte: maxDepth },
    })
    .project<Pick<MessageDocument, '_id' | 'parentId'>>({ parentId: 1 })
  const parents = new Map<string, string | null>()
  for await (const { _id, parentId } of places) parents.set(_id.toHexString(), parentId)
  return parents
}

/** @returns those messages of the conversation, in the order of `ids` */
export async function findMessagesByIds(
  scope: Scope,
  conversationId: string,
  ids: readonly string[],
): Promise<MessageRecord[]> {
  const found = await messages()
    .find({
      _id: { $in: ids.map((id) => new ObjectId(id)) },
      ...whose(scope),
      conversationId: new ObjectId(conversationId),
    })
    .toArray()
  const byId = new Map(found.map((message) => [message._id.toHexString(), toRecord(message)]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** @returns how long each message down to a depth is, by id, without reading it; only those with words that are not deleted */
export async function findSizes(
  scope: Scope,
  conversationId: string,
  maxDepth: number,
): Promise<Map<string, MessageSize>> {
  const wanted = {
    ...whose(scope),
    conversationId: new ObjectId(conversationId),
    depth: { $lte: maxDepth },
    deletedAt: null,
    text: /\S/,
  }
  const sizes = messages().aggregate<{ _id: ObjectId; role: string; chars: number }>([
    { $match: wanted },
    { $project: { role: 1, chars: { $strLenCP: '$text' } } },
  ])
  const byId = new Map<string, MessageSize>()
  for await (const { _id, role, chars } of sizes)
    byId.set(_id.toHexString(), { id: _id.toHexString(), role, chars })
  return byId
}

function toRecord(message: MessageDocument): MessageRecord {
  return {
    ...message,
    _id: message._id.toHexString(),
    workspaceId: message.workspaceId.toHexString(),
    userId: message.userId.toHexString(),
    conversationId: message.conversationId.toHexString(),
  }
}

/** @returns false when one of the ids is taken, by whomever; those before it are there then */
export async function insertConversations(
  scope: Scope,
  imported: readonly ImportedConversation[],
): Promise<boolean> {
  if (imported.length === 0) return true
  const updatedAt = new Date()
  const rows = imported.map((each) => ({ ...each, ...whose(scope), _id: new ObjectId(each._id), updatedAt }))
  try {
    await conversations().insertMany(rows)
    return true
  } catch (error) {
    if (isDuplicateKey(error)) return false
    throw error
  }
}

/** @returns the ids of all the caller's conversations that are not deleted, newest first */
export async function findConversationIds(scope: Scope): Promise<string[]> {
  const found = await conversations()
    .find({ ...whose(scope), deletedAt: null })
    .project<Pick<ConversationDocument, '_id'>>({ _id: 1 })
    .sort({ lastMessageAt: -1 })
    .toArray()
  return found.map(({ _id }) => _id.toHexString())
}

/** @returns those of the names that conversations of the caller have been imported under, or are being imported until `hiddenUntil` */
export async function findImported(
  scope: Scope,
  importIds: readonly string[],
  hiddenUntil: Date,
): Promise<Set<string>> {
  const found = await conversations()
    .find({ ...whose(scope), importId: { $in: [...importIds] }, deletedAt: { $in: [null, hiddenUntil] } })
    .project<Pick<ConversationDocument, 'importId'>>({ importId: 1 })
    .toArray()
  return new Set(found.flatMap(({ importId }) => importId ?? []))
}

/** @returns those of the ids that are conversations of the caller and not deleted */
export async function findExisting(scope: Scope, ids: readonly string[]): Promise<Set<string>> {
  const found = await conversations()
    .find({ ...whose(scope), _id: { $in: ids.map((id) => new ObjectId(id)) }, deletedAt: null })
    .project<Pick<ConversationDocument, '_id'>>({ _id: 1 })
    .toArray()
  return new Set(found.map(({ _id }) => _id.toHexString()))
}

/** Ends the hiding of everything that was imported under the mark `hiddenUntil`: shown from now on, or deleted and soon purged. */
export async function settleImported(scope: Scope, hiddenUntil: Date, deletedAt: Date | null): Promise<void> {
  const mark = { ...whose(scope), deletedAt: hiddenUntil, importId: { $ne: null } }
  await conversations().updateMany(mark, { $set: { deletedAt } })
}
