import 'server-only'
import { ObjectId } from 'mongodb'
import type { Scope } from '@/lib/auth/context'
import { newId } from '@/lib/core/ids'
import { driverCollection, isDuplicateKey } from '@/lib/platform/db'

type DraftDocument = {
  _id: ObjectId
  workspaceId: ObjectId
  userId: ObjectId
  key: string
  text: string
  updatedAt: Date
}

const drafts = () => driverCollection<DraftDocument>('drafts')
const whose = ({ workspaceId, userId }: Scope, key: string) => ({
  workspaceId: new ObjectId(workspaceId),
  userId: new ObjectId(userId),
  key,
})

/** @returns the caller's draft under `key`; null when there is none */
export async function findDraft(scope: Scope, key: string): Promise<DraftDocument | null> {
  return drafts().findOne(whose(scope, key))
}

/** Writes over a draft that is as it was at `base`, or says the same already. @returns whether it was */
export async function updateDraft(
  scope: Scope,
  key: string,
  base: Date | null,
  next: { text: string; updatedAt: Date },
): Promise<boolean> {
  const unchanged = { $or: [{ updatedAt: base ?? new Date(0) }, { text: next.text }] }
  const { matchedCount } = await drafts().updateOne({ ...whose(scope, key), ...unchanged }, { $set: next })
  return matchedCount === 1
}

/** @returns false when there is a draft under this key already */
export async function createDraft(
  scope: Scope,
  key: string,
  draft: { text: string; updatedAt: Date },
): Promise<boolean> {
  try {
    await drafts().insertOne({ _id: new ObjectId(newId()), ...whose(scope, key), ...draft })
    return true
  } catch (error) {
    if (isDuplicateKey(error)) return false
    throw error
  }
}

/** Removes a draft that is as it was at `base`. @returns whether it was */
export async function removeDraft(scope: Scope, key: string, base: Date | null): Promise<boolean> {
  const { deletedCount } = await drafts().deleteOne({
    ...whose(scope, key),
    updatedAt: base ?? new Date(0),
  })
  return deletedCount === 1
}
