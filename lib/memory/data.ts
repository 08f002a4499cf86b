import 'server-only'
import { type Document, Double, type Filter, ObjectId } from 'mongodb'
import type { Scope } from '@/lib/auth/context'
import { driverCollection, isDuplicateKey } from '@/lib/platform/db'
import type { Category } from './limits'
import type { MemorySource } from './schema'

/** `messageId`: the message whose statement took its place; null: the person did. */
export type Earlier = { text: string; until: Date; messageId: string | null }

type Fields = {
  text: string
  textHash: string
  category: Category
  confidence: number
  origin: 'you' | 'chat' | 'file'
  status: 'kept' | 'proposed'
  /** `me`, `folder:ID` or `assistant:ID`. */
  scope: string
  /** The newest last. */
  sources: MemorySource[]
  replacesId: string | null
  pinnedAt: Date | null
  expiresAt: Date | null
  history: Earlier[]
}
type MemoryDocument = Fields & {
  _id: ObjectId
  workspaceId: ObjectId
  userId: ObjectId
  forgottenAt: Date | null
  createdAt: Date
  updatedAt: Date
}
export type MemoryRecord = Omit<MemoryDocument, '_id' | 'workspaceId' | 'userId'> & { id: string }
export type NewMemory = Omit<Fields, 'history'> & { id: string; createdAt?: Date }
type Patch = Partial<Fields & { forgottenAt: Date | null }>

const memories = () => driverCollection<MemoryDocument>('memories')

/** The one place that says whose memories are seen: their person's. */
const whose = ({ workspaceId, userId }: Scope) => ({
  workspaceId: new ObjectId(workspaceId),
  userId: new ObjectId(userId),
})
/** Neither forgotten nor run out; the database takes its time to remove what has. */
const live = (scope: Scope): Filter<MemoryDocument> => ({
  ...whose(scope),
  forgottenAt: null,
  $or: [{ expiresAt: null }, { expiresAt: { $gt: new Date() } }],
})
const byIds = (ids: readonly string[]) => ({ _id: { $in: ids.map((id) => new ObjectId(id)) } })
const WITHOUT_VECTORS = { embedding: 0, embeddedBy: 0 } as const

function toRecord({ _id, workspaceId: _, userId: __, ...fields }: MemoryDocument): MemoryRecord {
  return { id: _id.toHexString(), ...fields }
}

async function find(filter: Filter<MemoryDocument>): Promise<MemoryRecord[]> {
  const found = await memories()
    .find(filter, { projection: WITHOUT_VECTORS })
    .sort({ updatedAt: -1 })
    .toArray()
  return found.map(toRecord)
}

/** Everything that is remembered or proposed, the newest change first. */
export async function findMemories(scope: Scope): Promise<MemoryRecord[]> {
  return find(live(scope))
}

export async function findMemoriesById(scope: Scope, ids: readonly string[]): Promise<MemoryRecord[]> {
  return find({ ...live(scope), ...byIds(ids) })
}

export async function findMemory(scope: Scope, id: string): Promise<MemoryRecord | null> {
  return (await findMemoriesById(scope, [id]))[0] ?? null
}

/** What was said, also, in these conversations. */
export async function findMemoriesFrom(
  scope: Scope,
  conversationIds: readonly string[],
): Promise<MemoryRecord[]> {
  return find({ ...live(scope), 'sources.conversationId': { $in: [...conversationIds] } })
}

/** @returns the ids of what was said in these conversations and forgotten at one of these very moments */
export async function findForgottenAt(
  scope: Scope,
  conversationIds: readonly string[],
  moments: readonly Date[],
): Promise<string[]> {
  const found = await find({
    ...whose(scope),
    forgottenAt: { $in: [...moments] },
    'sources.conversationId': { $in: [...conversationIds] },
  })
  return found.map(({ id }) => id)
}

/** The memory with this very text, also one that is being forgotten. */
export async function findSameText(
  scope: Scope,
  textHash: string,
  place: string,
): Promise<MemoryRecord | null> {
  return (await findSameTexts(scope, [textHash], place))[0] ?? null
}

/** The memories with these very texts, also those that are being forgotten. */
export async function findSameTexts(
  scope: Scope,
  textHashes: readonly string[],
  place: string,
): Promise<MemoryRecord[]> {
  return find({ ...whose(scope), textHash: { $in: [...textHashes] }, scope: place })
}

export async function countMemories(scope: Scope): Promise<number> {
  return memories().countDocuments(live(scope))
}

/** @returns those that were new: not in place where their text or id is taken */
export async function insertMemories(scope: Scope, added: readonly NewMemory[]): Promise<number> {
  const now = new Date()
  const documents = added.map(({ id, confidence, createdAt = now, ...fields }) => ({
    _id: new ObjectId(id),
    ...whose(scope),
    ...fields,
    confidence: new Double(confidence),
    history: [],
    embedding: null,
    embeddedBy: null,
    forgottenAt: null,
    createdAt,
    updatedAt: now,
  }))
  try {
    const { insertedCount } = await driverCollection('memories').insertMany(documents, { ordered: false })
    return insertedCount
  } catch (error) {
    if (!isDuplicateKey(error)) throw error
    return (error as { insertedCount?: number }).insertedCount ?? 0
  }
}

/**
 * Changes a memory. A new text is to be embedded anew, and the old one goes into its history.
 *
 * @returns false when there is no such memory of the person's, `taken` when another says the same already
 */
export async function updateMemory(
  scope: Scope,
  id: string,
  { confidence, ...patch }: Patch,
  earlier?: Earlier,
): Promise<boolean | 'taken'> {
  const change = {
    ...patch,
    ...(confidence !== undefined && { confidence: new Double(confidence) }),
    ...(patch.text !== undefined && { embedding: null, embeddedBy: null }),
    updatedAt: new Date(),
  }
  // Typed by hand: the driver's types know nothing of the fields of a collection named at run time.
  const push: Document = earlier ? { $push: { history: earlier } } : {}
  try {
    const { matchedCount } = await driverCollection('memories').updateOne(
      { _id: new ObjectId(id), ...whose(scope) },
      { $set: change, ...push },
    )
    return matchedCount === 1
  } catch (error) {
    if (isDuplicateKey(error)) return 'taken'
    throw error
  }
}

/** Shows memories again, as they are given; they keep their past and where they come from. @returns how many are still there */
export async function reviveMemories(scope: Scope, revived: readonly NewMemory[]): Promise<number> {
  if (revived.length === 0) return 0
  const shown = { forgottenAt: null, embedding: null, embeddedBy: null, updatedAt: new Date() }
  const updates = revived.map(
    ({ id, text, category, confidence, status, replacesId, pinnedAt, expiresAt }) => {
      const fields = {
        text,
        category,
        confidence: new Double(confidence),
        status,
        replacesId,
        pinnedAt,
        expiresAt,
      }
      return {
        updateOne: {
          filter: { _id: new ObjectId(id), ...whose(scope) },
          update: { $set: { ...fields, ...shown } },
        },
      }
    },
  )
  return (await driverCollection('memories').bulkWrite(updates, { ordered: false })).matchedCount
}

/** Hides memories, or shows them again. `since`: only those that were hidden after it. */
export async function setForgotten(
  scope: Scope,
  ids: readonly string[],
  forgottenAt: Date | null,
  since?: Date,
): Promise<number> {
  const { matchedCount } = await memories().updateMany(
    { ...whose(scope), ...byIds(ids), ...(since && { forgottenAt: { $gt: since } }) },
    { $set: { forgottenAt } },
  )
  return matchedCount
}

/** Removes for good what was forgotten before `before`, of anybody. @returns how many */
export async function removeForgotten(before: Date): Promise<number> {
  const { deletedCount } = await memories().deleteMany({ forgottenAt: { $ne: null, $lt: before } })
  return deletedCount
}
