import 'server-only'
import { type Document, MongoServerError, ObjectId } from 'mongodb'
import type { Scope } from '@/lib/auth/context'
import type { Position } from '@/lib/core/cursor'
import { AppError } from '@/lib/core/errors'
import { driverCollection } from '@/lib/platform/db'
import { escapeRegExp, type Words } from './needles'

const MOST_MS = 5_000
/** How long the index of words is asked before the newest are read one by one. */
const MOST_INDEX_MS = 1_500
const TIME_LIMIT_CODE = 50

type Owned = { _id: ObjectId; workspaceId: ObjectId; userId: ObjectId; deletedAt: Date | null }

export type ConversationDocument = Owned & {
  title: string
  model: string | null
  emoji: string | null
  folderId: string | null
  archivedAt: Date | null
  lastMessageAt: Date
}

export type MessageDocument = Owned & {
  conversationId: ObjectId
  role: string
  model: string | null
  text: string
  createdAt: Date
}

/** What is looked for, besides the words. */
export type MessageWishes = {
  role: string | null
  model: string | null
  after: Date | null
  before: Date | null
  conversationIds: readonly string[] | null
}
export type TitleWishes = {
  model: string | null
  after: Date | null
  before: Date | null
  folderIds: readonly string[] | null
}

const conversations = () => driverCollection<ConversationDocument>('conversations')
const messages = () => driverCollection<MessageDocument>('messages')

const mine = ({ workspaceId, userId }: Scope) => ({
  workspaceId: new ObjectId(workspaceId),
  userId: new ObjectId(userId),
  deletedAt: null,
})

const HIT_FIELDS = { title: 1, emoji: 1, folderId: 1, archivedAt: 1, lastMessageAt: 1 }

/**
 * The caller's messages that have these words, newest first, strictly older than `after` in that order. The index of words has to be read
 * to its end for that: of a word in very many messages the newest are found sooner by reading them.
 */
export async function findMessages(
  scope: Scope,
  words: Words,
  wishes: MessageWishes,
  after: Position | null,
  limit: number,
): Promise<MessageDocument[]> {
  const { role, conversationIds } = wishes
  const rest = [between('createdAt', wishes), older('createdAt', after)]
  const read = (filter: Document, maxTimeMS: number) =>
    messages()
      .find({ ...filter, ...mine(scope), ...(role && { role }), ...modelLike(wishes.model) }, { maxTimeMS })
      .project<MessageDocument>({ conversationId: 1, role: 1, model: 1, text: 1, createdAt: 1 })
      .sort({ createdAt: -1, _id: -1 })
      .limit(limit)
      .toArray()
  const ids = conversationIds?.map((id) => new ObjectId(id))
  const among = ids ? { conversationId: { $in: ids } } : {}
  const oneByOne = {
    ...among,
    ...allOf(...inField('text', words), ...inField('text', words.instead), ...rest),
  }
  if (!words.search) return inTime(read(oneByOne, MOST_MS))
  const indexed = { ...searched(words), ...among, ...allOf(...inField('text', words), ...rest) }
  return read(indexed, MOST_INDEX_MS).catch((error) => {
    if (!isTimeLimit(error)) throw error
    return inTime(read(oneByOne, MOST_MS))
  })
}

/**
 * The caller's conversations whose title fits, the latest first, strictly older than `after` in that order.
 *
 * @param title words, a pattern for when these find nothing (parts of words), or null for all that are not archived
 */
export function findTitles(
  scope: Scope,
  title: Words | RegExp | null,
  wishes: TitleWishes,
  after: Position | null,
  limit: number,
): Promise<ConversationDocument[]> {
  const filter = {
    ...titled(title),
    ...mine(scope),
    ...modelLike(wishes.model),
    ...(wishes.folderIds && { folderId: { $in: [...wishes.folderIds] } }),
    ...allOf(...titleParts(title), between('lastMessageAt', wishes), older('lastMessageAt', after)),
  }
  return inTime(
    conversations()
      .find(filter, { maxTimeMS: MOST_MS })
      .project<ConversationDocument>(HIT_FIELDS)
      .sort({ lastMessageAt: -1, _id: -1 })
      .limit(limit)
      .toArray(),
  )
}

function titled(title: Words | RegExp | null): Document {
  if (title === null) return { archivedAt: null }
  return title instanceof RegExp ? { title } : searched(title)
}

const titleParts = (title: Words | RegExp | null): Document[] =>
  title === null || title instanceof RegExp ? [] : inField('title', title)

const searched = ({ search }: Words): Document => (search ? { $text: { $search: search } } : {})

function inField(field: string, { all, none }: Pick<Words, 'all' | 'none'>): Document[] {
  return [...all.map((part) => ({ [field]: part })), ...none.map((part) => ({ [field]: { $not: part } }))]
}

/** Those of `ids` that are the caller's and not deleted. */
export function findConversationsById(scope: Scope, ids: readonly string[]): Promise<ConversationDocument[]> {
  return conversations()
    .find({ ...mine(scope), _id: { $in: ids.map((id) => new ObjectId(id)) } })
    .project<ConversationDocument>(HIT_FIELDS)
    .toArray()
}

/** The ids of what is in these folders, the latest conversations first. */
export async function findIdsInFolders(
  scope: Scope,
  folderIds: readonly string[],
  limit: number,
): Promise<string[]> {
  const found = await conversations()
    .find({ ...mine(scope), folderId: { $in: [...folderIds] } })
    .project<{ _id: ObjectId }>({ _id: 1 })
    .sort({ lastMessageAt: -1 })
    .limit(limit)
    .toArray()
  return found.map(({ _id }) => _id.toHexString())
}

/** Part of a model's id, in letters of any size. */
function modelLike(model: string | null): Document {
  return model ? { model: new RegExp(escapeRegExp(model), 'i') } : {}
}

function between(
  field: string,
  { after, before }: { after: Date | null; before: Date | null },
): Document | null {
  if (!after && !before) return null
  return { [field]: { ...(after && { $gte: after }), ...(before && { $lt: before }) } }
}

function older(field: string, position: Position | null): Document | null {
  if (!position) return null
  const { at, id } = position
  return { $or: [{ [field]: { $lt: at } }, { [field]: at, _id: { $lt: new ObjectId(id) } }] }
}

function allOf(...conditions: (Document | null)[]): Document {
  const given = conditions.filter((condition) => condition !== null)
  return given.length > 0 ? { $and: given } : {}
}

async function inTime<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading
  } catch (error) {
    if (!isTimeLimit(error)) throw error
    throw new AppError('unavailable', 'Very many messages have these words. Add another word, or a date.', {
      cause: error,
    })
  }
}

const isTimeLimit = (error: unknown) => error instanceof MongoServerError && error.code === TIME_LIMIT_CODE
