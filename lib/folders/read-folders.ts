import 'server-only'
import type { Ctx, Scope } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { notFound } from '@/lib/core/errors'
import { type FolderRecord, findFolder, findFolders } from './data'
import { FOLDERS_MAX } from './limits'
import type { FolderDto } from './schema'

/** @returns all folders of the caller, oldest first. A `parentId` that is none of theirs means: at the top */
export async function listFolders(ctx: Ctx): Promise<FolderDto[]> {
  assertCan(ctx, 'conversation:read')
  return (await findFolders(ctx, FOLDERS_MAX)).map(toFolder)
}

/** @throws AppError `not_found` for a folder that is not the caller's */
export async function requireFolder(scope: Scope, id: string): Promise<FolderDto> {
  const folder = await findFolder(scope, id)
  if (!folder) throw notFound('folder')
  return toFolder(folder)
}

/** @returns what a folder, and the one around it, ask of every reply inside; from the outside in. Empty when there is no such folder */
export async function folderInstructions(scope: Scope, id: string | null): Promise<string> {
  const folder = id ? await findFolder(scope, id) : null
  const parent = folder?.parentId ? await findFolder(scope, folder.parentId) : null
  return [parent?.instructions, folder?.instructions].filter(Boolean).join('\n\n')
}

export function toFolder({ _id, parentId, name, emoji, instructions }: FolderRecord): FolderDto {
  return { id: _id, parentId, name, emoji, instructions }
}
