import 'server-only'
import { ObjectId } from 'mongodb'
import type { Scope } from '@/lib/auth/context'
import { driverCollection, isDuplicateKey } from '@/lib/platform/db'
import type { SaveAssistantInput } from './schema'

export type AssistantFields = Omit<SaveAssistantInput, 'id'>
export type AssistantDocument = AssistantFields & {
  _id: ObjectId
  workspaceId: ObjectId
  userId: ObjectId
  createdAt: Date
  updatedAt: Date
}

const assistants = () => driverCollection<AssistantDocument>('assistants')
const mine = ({ workspaceId, userId }: Scope) => ({
  workspaceId: new ObjectId(workspaceId),
  userId: new ObjectId(userId),
})
/** What a person may use: their own, and what others share in the workspace. */
const usable = (scope: Scope) => ({
  workspaceId: new ObjectId(scope.workspaceId),
  $or: [{ userId: new ObjectId(scope.userId) }, { isShared: true }],
})

/** @returns at most `limit` assistants the caller may use, by name */
export async function findUsable(scope: Scope, limit: number): Promise<AssistantDocument[]> {
  return assistants().find(usable(scope)).sort({ name: 1, _id: 1 }).limit(limit).toArray()
}

export async function findUsableAssistant(scope: Scope, id: string): Promise<AssistantDocument | null> {
  return assistants().findOne({ _id: new ObjectId(id), ...usable(scope) })
}

export async function findOwnAssistant(scope: Scope, id: string): Promise<AssistantDocument | null> {
  return assistants().findOne({ _id: new ObjectId(id), ...mine(scope) })
}

export async function isHandleTaken(scope: Scope, handle: string, exceptId: string): Promise<boolean> {
  const other = await assistants().findOne({ ...mine(scope), handle, _id: { $ne: new ObjectId(exceptId) } })
  return other !== null
}

/** @returns whether an assistant of the person has this picture */
export async function isPictureNamed(scope: Scope, avatarId: string): Promise<boolean> {
  return (await assistants().findOne({ ...mine(scope), avatarId })) !== null
}

export async function countOwn(scope: Scope): Promise<number> {
  return assistants().countDocuments(mine(scope))
}

/** @returns what it was before; null when the caller has none with this id */
export async function updateAssistant(
  scope: Scope,
  id: string,
  fields: AssistantFields,
): Promise<AssistantDocument | null> {
  const found = { _id: new ObjectId(id), ...mine(scope) }
  return assistants().findOneAndUpdate(
    found,
    { $set: { ...fields, updatedAt: new Date() } },
    { returnDocument: 'before' },
  )
}

/** @returns false when the id, or the caller's handle, is taken */
export async function createAssistant(scope: Scope, id: string, fields: AssistantFields): Promise<boolean> {
  const now = new Date()
  try {
    await assistants().insertOne({
      _id: new ObjectId(id),
      ...fields,
      ...mine(scope),
      createdAt: now,
      updatedAt: now,
    })
    return true
  } catch (error) {
    if (isDuplicateKey(error)) return false
    throw error
  }
}

/** @returns what was removed; null when the caller has none with this id */
export async function removeAssistant(scope: Scope, id: string): Promise<AssistantDocument | null> {
  return assistants().findOneAndDelete({ _id: new ObjectId(id), ...mine(scope) })
}
