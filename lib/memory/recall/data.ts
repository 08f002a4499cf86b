import 'server-only'
import { Binary, ObjectId } from 'mongodb'
import type { Scope } from '@/lib/auth/context'
import { driverCollection } from '@/lib/platform/db'
import { simpleWords } from './choose'

type Stored = {
  _id: ObjectId
  workspaceId: ObjectId
  userId: ObjectId
  text: string
  scope: string
  status: string
  pinnedAt: Date | null
  expiresAt: Date | null
  forgottenAt: Date | null
  updatedAt: Date
  embedding: Binary | null
  embeddedBy: string | null
}
export type RecallRecord = Pick<Stored, 'text' | 'scope' | 'expiresAt' | 'updatedAt' | 'embeddedBy'> & {
  id: string
  isPinned: boolean
  words: readonly string[]
  vector: Float32Array | null
}

const memories = () => driverCollection<Stored>('memories')
const whose = ({ workspaceId, userId }: Scope) => ({
  workspaceId: new ObjectId(workspaceId),
  userId: new ObjectId(userId),
})

/** Everything of a person that a reply may use, with its vectors; the newest first. */
export async function findForRecall(scope: Scope): Promise<RecallRecord[]> {
  const found = await memories()
    .find({ ...whose(scope), status: 'kept', forgottenAt: null })
    .project<Stored>({
      text: 1,
      scope: 1,
      pinnedAt: 1,
      expiresAt: 1,
      updatedAt: 1,
      embedding: 1,
      embeddedBy: 1,
    })
    .sort({ updatedAt: -1 })
    .toArray()
  return found.map(({ _id, text, scope: place, pinnedAt, expiresAt, updatedAt, embedding, embeddedBy }) => ({
    id: _id.toHexString(),
    ...{ text, scope: place, expiresAt, updatedAt, embeddedBy },
    isPinned: pinnedAt !== null,
    words: simpleWords(text),
    vector: embedding && toVector(embedding),
  }))
}

/** Memories without a vector of this embedder's. */
export async function findUnembedded(
  scope: Scope,
  embedder: string,
  limit: number,
): Promise<{ id: string; text: string }[]> {
  const found = await memories()
    .find({ ...whose(scope), forgottenAt: null, embeddedBy: { $ne: embedder } })
    .project<Pick<Stored, '_id' | 'text'>>({ text: 1 })
    .limit(limit)
    .toArray()
  return found.map(({ _id, text }) => ({ id: _id.toHexString(), text }))
}

/** Keeps the vectors of texts that still are as they were. */
export async function saveVectors(
  scope: Scope,
  embedder: string,
  embedded: readonly { id: string; text: string; vector: Float32Array }[],
): Promise<void> {
  await memories().bulkWrite(
    embedded.map(({ id, text, vector }) => ({
      updateOne: {
        filter: { _id: new ObjectId(id), ...whose(scope), text },
        update: { $set: { embedding: new Binary(bytesOf(vector)), embeddedBy: embedder } },
      },
    })),
    { ordered: false },
  )
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array) =>
  new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength)

/** Copied, since floats have to begin at a multiple of four bytes. */
function toVector(stored: Binary): Float32Array {
  const bytes = Uint8Array.from(stored.value())
  return new Float32Array(bytes.buffer, 0, Math.floor(bytes.byteLength / 4))
}
