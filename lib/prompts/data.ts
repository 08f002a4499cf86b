import 'server-only'
import { ObjectId } from 'mongodb'
import type { Scope } from '@/lib/auth/context'
import { driverCollection, isDuplicateKey } from '@/lib/platform/db'
import type { SavePromptInput } from './schema'

type PromptFields = Omit<SavePromptInput, 'id'>
export type PromptDocument = PromptFields & {
  _id: ObjectId
  workspaceId: ObjectId
  userId: ObjectId
  createdAt: Date
  updatedAt: Date
}

const prompts = () => driverCollection<PromptDocument>('prompts')
const mine = ({ workspaceId, userId }: Scope) => ({
  workspaceId: new ObjectId(workspaceId),
  userId: new ObjectId(userId),
})
/** What a person may read: their own, and what others share in the workspace. */
const readable = (scope: Scope) => ({
  workspaceId: new ObjectId(scope.workspaceId),
  $or: [{ userId: new ObjectId(scope.userId) }, { isShared: true }],
})

/** @returns at most `limit` prompts the caller may read, by title; of what they say, only as many of the first characters as wanted */
export async function findReadable(
  scope: Scope,
  limit: number,
  characters: number,
): Promise<PromptDocument[]> {
  const beginning = { content: { $substrCP: ['$content', 0, characters] } }
  const byTitle = { title: 1, _id: 1 }
  const stages = [{ $match: readable(scope) }, { $set: beginning }, { $sort: byTitle }, { $limit: limit }]
  return prompts().aggregate<PromptDocument>(stages).toArray()
}

/** @returns the caller's own prompts, by folder and title */
export async function findOwn(scope: Scope, limit: number): Promise<PromptDocument[]> {
  return prompts().find(mine(scope)).sort({ folder: 1, title: 1, _id: 1 }).limit(limit).toArray()
}

export async function findReadablePrompt(scope: Scope, id: string): Promise<PromptDocument | null> {
  return prompts().findOne({ _id: new ObjectId(id), ...readable(scope) })
}

/** @returns whether there is another prompt of the caller that `command` calls */
export async function isCommandTaken(scope: Scope, command: string, exceptId: string): Promise<boolean> {
  const other = await prompts().findOne({ ...mine(scope), command, _id: { $ne: new ObjectId(exceptId) } })
  return other !== null
}

export async function countOwn(scope: Scope): Promise<number> {
  return prompts().countDocuments(mine(scope))
}

/** @returns false when the caller has no prompt with this id */
export async function updatePrompt(scope: Scope, id: string, fields: PromptFields): Promise<boolean> {
  const { matchedCount } = await prompts().updateOne(
    { _id: new ObjectId(id), ...mine(scope) },
    { $set: { ...fields, updatedAt: new Date() } },
  )
  return matchedCount === 1
}

/** @returns false when an id is taken, by whomever; those before it are there then */
export async function createPrompts(scope: Scope, added: readonly SavePromptInput[]): Promise<boolean> {
  const now = new Date()
  const whose = { ...mine(scope), createdAt: now, updatedAt: now }
  try {
    await prompts().insertMany(
      added.map(({ id, ...fields }) => ({ _id: new ObjectId(id), ...fields, ...whose })),
    )
    return true
  } catch (error) {
    if (isDuplicateKey(error)) return false
    throw error
  }
}

/** @returns what was removed; null when the caller has no prompt with this id */
export async function removePrompt(scope: Scope, id: string): Promise<PromptDocument | null> {
  return prompts().findOneAndDelete({ _id: new ObjectId(id), ...mine(scope) })
}
