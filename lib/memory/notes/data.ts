import 'server-only'
import { ObjectId } from 'mongodb'
import type { Scope } from '@/lib/auth/context'
import { driverCollection, isDuplicateKey } from '@/lib/platform/db'

type NoteDocument = {
  _id: ObjectId
  workspaceId: ObjectId
  userId: ObjectId
  conversationId: ObjectId
  text: string
  messageId: string | null
  createdAt: Date
  expiresAt: Date
}
export type NoteRecord = Pick<NoteDocument, 'text' | 'messageId' | 'createdAt' | 'expiresAt'> & { id: string }

const notes = () => driverCollection<NoteDocument>('conversationNotes')
const whose = ({ workspaceId, userId }: Scope) => ({
  workspaceId: new ObjectId(workspaceId),
  userId: new ObjectId(userId),
})

/** What is noted in a conversation and has not run out, oldest first. */
export async function findNotes(scope: Scope, conversationId: string, limit: number): Promise<NoteRecord[]> {
  const found = await notes()
    .find({
      ...whose(scope),
      conversationId: new ObjectId(conversationId),
      expiresAt: { $gt: new Date() },
    })
    .sort({ createdAt: 1 })
    .limit(limit)
    .toArray()
  return found.map(({ _id, text, messageId, createdAt, expiresAt }) => ({
    id: _id.toHexString(),
    ...{ text, messageId, createdAt, expiresAt },
  }))
}

/** @returns whether a conversation is there and the caller's */
export async function hasConversation(scope: Scope, conversationId: string): Promise<boolean> {
  const own = { _id: new ObjectId(conversationId), ...whose(scope), deletedAt: null }
  return (await driverCollection('conversations').findOne(own, { projection: { _id: 1 } })) !== null
}

type NewNote = { id: string; conversationId: string; text: string; messageId: string | null; expiresAt: Date }

/** @returns false when the id is taken, by whomever */
export async function insertNote(scope: Scope, { id, conversationId, ...fields }: NewNote): Promise<boolean> {
  try {
    await notes().insertOne({
      _id: new ObjectId(id),
      ...whose(scope),
      conversationId: new ObjectId(conversationId),
      ...fields,
      createdAt: new Date(),
    })
    return true
  } catch (error) {
    if (isDuplicateKey(error)) return false
    throw error
  }
}

/** @returns the note's conversation; null when there is no such note of the caller's */
export async function setExpiry(scope: Scope, id: string, expiresAt: Date): Promise<string | null> {
  const own = { _id: new ObjectId(id), ...whose(scope), expiresAt: { $gt: new Date() } }
  const found = await notes().findOneAndUpdate(own, { $set: { expiresAt } })
  return found?.conversationId.toHexString() ?? null
}

/** @returns what was removed; null when there is no such note of the caller's */
export async function removeNote(
  scope: Scope,
  id: string,
): Promise<{ conversationId: string; text: string; messageId: string | null } | null> {
  const found = await notes().findOneAndDelete({ _id: new ObjectId(id), ...whose(scope) })
  return (
    found && {
      conversationId: found.conversationId.toHexString(),
      text: found.text,
      messageId: found.messageId,
    }
  )
}

export async function removeNotesOf(scope: Scope, conversationIds: readonly string[]): Promise<void> {
  const ids = conversationIds.map((id) => new ObjectId(id))
  await notes().deleteMany({ ...whose(scope), conversationId: { $in: ids } })
}

type Gone = { id: string; workspaceId: string }

/** Removes the notes of conversations that are deleted for good. */
export async function purgeNotesOf(conversations: readonly Gone[]): Promise<void> {
  for (const { id, workspaceId } of conversations)
    await notes().deleteMany({ workspaceId: new ObjectId(workspaceId), conversationId: new ObjectId(id) })
}

/** Removes what was noted of messages that are deleted for good. */
export async function purgeNotes(messages: readonly Gone[]): Promise<void> {
  await notes().deleteMany({ messageId: { $in: messages.map(({ id }) => id) } })
}
