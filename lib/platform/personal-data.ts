import 'server-only'
import { Binary, type Document, Double, type Filter, Int32, Long, ObjectId } from 'mongodb'
import { driverCollection } from './db'

/** Whose data it is. */
export type Subject = {
  userId: string
  email: string
  /** Where to look, which is quick since indexes begin with it. Absent: everywhere, which leaves nothing behind. */
  workspaceIds?: readonly string[]
}

type PersonalFile = { name: string; bytes: Uint8Array }
type PersonalRecord = { record: Record<string, unknown>; file?: PersonalFile }

/** What a collection holds of a person: how to count it, to hand it out, and to erase it. */
export type PersonalData = {
  collection: string
  /** What it is, in words for the person. */
  about: string
  /** Fields that never leave the installation: hashes, keys, and what is somebody else's. */
  without: readonly string[]
  hasFiles: boolean
  countFor(subject: Subject): Promise<number>
  exportFor(subject: Subject): AsyncIterable<PersonalRecord>
  /** Harmless to do twice. */
  eraseFor(subject: Subject): Promise<void>
}

type Options = {
  collection: string
  about: string
  without?: readonly string[]
  /** Which documents are the person's; by default those with their `userId`. */
  whose?: (subject: Subject) => Filter<Document> | Promise<Filter<Document>>
  /** A document as it is handed out, when leaving out fields is not enough. */
  shown?: (document: Document, subject: Subject) => Document
  /** The file that goes with a document. Its bytes belong into `without`. */
  file?: (document: Document) => PersonalFile
  /** How it is erased, when not by removing the documents. */
  erase?: (subject: Subject) => Promise<void>
}

const AT_ONCE = 500

/** Of a collection of invitations: whose they are, and that the addresses somebody invited are not theirs. */
export const sentOrReceived: Pick<Options, 'without' | 'whose' | 'shown'> = {
  without: ['tokenHash', 'email'],
  whose: ({ userId, email }) => ({ $or: [{ invitedById: storedId(userId) }, { email }] }),
  shown: ({ invitedById, ...invitation }, { userId }) => ({
    ...invitation,
    isByMe: invitedById.toHexString() === userId,
  }),
}

/** Declares a collection that holds something of people. The domain it belongs to offers it in its server.ts. */
export function personalCollection(options: Options): PersonalData {
  const { collection, about, without = [], whose = byUser, shown = (document) => document, file } = options
  return {
    collection,
    about,
    without,
    hasFiles: file !== undefined,
    async countFor(subject) {
      return driverCollection(collection).countDocuments(await whose(subject))
    },
    async *exportFor(subject) {
      const documents = driverCollection(collection).find(await whose(subject), { batchSize: AT_ONCE })
      for await (const document of documents) {
        const record = plain(leaveOut(shown(document, subject), without)) as Record<string, unknown>
        yield file ? { record, file: file(document) } : { record }
      }
    },
    eraseFor: options.erase ?? (async (subject) => removeAll(collection, await whose(subject))),
  }
}

function byUser({ userId, workspaceIds }: Subject): Filter<Document> {
  return { userId: new ObjectId(userId), ...inWorkspaces(workspaceIds) }
}

/** Of a collection whose records belong to no workspace. */
export const byUserAlone = ({ userId }: Subject): Filter<Document> => ({ userId: new ObjectId(userId) })

/** Who a reference names when its person is gone and the record is the installation's. */
export const NOBODY = new ObjectId('0'.repeat(24))

/** An id as the database stores references that are never null. */
export const storedId = (id: string): ObjectId => new ObjectId(id)

function inWorkspaces(workspaceIds: readonly string[] | undefined): Filter<Document> {
  return workspaceIds ? { workspaceId: { $in: workspaceIds.map((id) => new ObjectId(id)) } } : {}
}

/** Removes in small pieces, so that others get their turn however much there is. */
export async function removeAll(collection: string, filter: Filter<Document>): Promise<void> {
  const found = driverCollection(collection).find(filter, { projection: { _id: 1 }, batchSize: AT_ONCE })
  let ids: Document['_id'][] = []
  const remove = async () => {
    if (ids.length > 0) await driverCollection(collection).deleteMany({ _id: { $in: ids } })
    ids = []
  }
  for await (const { _id } of found) {
    ids.push(_id)
    if (ids.length >= AT_ONCE) await remove()
  }
  await remove()
}

/** Changes documents that stay, because they are also somebody else's or the installation's. */
export async function changeAll(
  collection: string,
  filter: Filter<Document>,
  change: Document,
): Promise<void> {
  await driverCollection(collection).updateMany(filter, { $set: change })
}

/** Ids of documents, for those that name others by them. */
export async function findIds(collection: string, filter: Filter<Document>): Promise<ObjectId[]> {
  const found = await driverCollection(collection)
    .find(filter, { projection: { _id: 1 } })
    .toArray()
  return found.map(({ _id }) => _id)
}

function leaveOut(document: Document, names: readonly string[]): Document {
  return Object.fromEntries(Object.entries(document).filter(([name]) => !names.includes(name)))
}

/** @returns a value as JSON has it: ids as hex digits, times as ISO 8601, bytes in base64 */
function plain(value: unknown): unknown {
  if (value instanceof ObjectId) return value.toHexString()
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Binary) return Buffer.from(value.value()).toString('base64')
  if (value instanceof Double || value instanceof Int32) return value.valueOf()
  if (value instanceof Long) return value.toNumber()
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, plain(item)]))
}
