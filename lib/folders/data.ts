import 'server-only'
import type { Scope } from '@/lib/auth/context'
import { isDuplicateKey, orm } from '@/lib/platform/db'
import type { FolderDto } from './schema'

export type FolderRecord = NonNullable<Awaited<ReturnType<typeof findFolder>>>

const mine = ({ workspaceId, userId }: Scope) => ({ workspaceId, userId })

/** @returns the folder; null when it is not the caller's */
export async function findFolder(scope: Scope, id: string) {
  return orm()
    .folders.where({ _id: id, ...mine(scope) })
    .first()
}

/** @returns at most `limit` folders of the caller, oldest first */
export async function findFolders(scope: Scope, limit: number): Promise<FolderRecord[]> {
  return orm().folders.where(mine(scope)).orderBy({ createdAt: 1 }).limit(limit).all()
}

/** @returns false when the id is taken, by whomever */
export async function createFolder(scope: Scope, { id, ...fields }: FolderDto): Promise<boolean> {
  try {
    await orm().folders.create({ _id: id, ...fields, ...mine(scope) })
    return true
  } catch (error) {
    if (isDuplicateKey(error)) return false
    throw error
  }
}

export async function updateFolder(
  scope: Scope,
  id: string,
  patch: Partial<Omit<FolderDto, 'id'>>,
): Promise<void> {
  await orm()
    .folders.where({ _id: id, ...mine(scope) })
    .update(patch)
}

export async function removeFolder(scope: Scope, id: string): Promise<void> {
  await orm()
    .folders.where({ _id: id, ...mine(scope) })
    .delete()
}
