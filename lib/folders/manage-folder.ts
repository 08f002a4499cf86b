import 'server-only'
import { audit } from '@/lib/audit/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { AppError, notFound } from '@/lib/core/errors'
import { definedOnly } from '@/lib/core/objects'
import { publishConversations } from '@/lib/live/server'
import * as data from './data'
import { FOLDERS_MAX } from './limits'
import { toFolder } from './read-folders'
import type { CreateFolderInput, FolderDto, UpdateFolderInput } from './schema'

/**
 * Makes a folder, or brings a deleted one back. The same id again changes nothing. Where it cannot be any more, it is at the top; a
 * parent that is gone stays its mark, as with all that was in one that is deleted.
 */
export async function createFolder(ctx: Ctx, input: CreateFolderInput): Promise<FolderDto> {
  assertCan(ctx, 'conversation:write')
  const folders = await data.findFolders(ctx, FOLDERS_MAX)
  if (folders.length === FOLDERS_MAX && !folders.some(({ _id }) => _id === input.id)) {
    throw new AppError(
      'conflict',
      `You have ${FOLDERS_MAX} folders, and more are not possible. Delete one first.`,
    )
  }
  const folder = objection(folders, input.id, input.parentId) ? { ...input, parentId: null } : input
  await keepNestedOnce(ctx, folders, input.id)
  if (await data.createFolder(ctx, folder)) {
    publishConversations(ctx, [])
    return folder
  }
  const known = await data.findFolder(ctx, input.id)
  if (!known) throw notFound('folder')
  return toFolder(known)
}

/** Changes a folder's name, emoji, instructions or place. What is not given stays. */
export async function updateFolder(ctx: Ctx, { id, ...fields }: UpdateFolderInput): Promise<null> {
  assertCan(ctx, 'conversation:write')
  if (!(await data.findFolder(ctx, id))) throw notFound('folder')
  if (fields.parentId) await assertPlace(ctx, id, fields.parentId)
  await data.updateFolder(ctx, id, definedOnly(fields))
  publishConversations(ctx, [])
  return null
}

/**
 * Deletes a folder. What was in it keeps its mark, which now leads nowhere: it is at the top again, and back in its place when
 * `createFolder` brings the folder back.
 */
export async function deleteFolder(ctx: Ctx, { id }: { id: string }): Promise<null> {
  assertCan(ctx, 'conversation:write')
  if (!(await data.findFolder(ctx, id))) throw notFound('folder')
  await data.removeFolder(ctx, id)
  publishConversations(ctx, [])
  audit('folder.deleted', { folderId: id, userId: ctx.userId, requestId: ctx.requestId })
  return null
}

async function assertPlace(ctx: Ctx, id: string, parentId: string): Promise<void> {
  const folders = await data.findFolders(ctx, FOLDERS_MAX)
  if (!folders.some(({ _id }) => _id === parentId)) throw notFound('folder')
  const message = objection(folders, id, parentId)
  if (message) throw new AppError('invalid_input', message, { fields: { parentId: message } })
}

/** Folders are nested once: the one around is at the top, and the one inside has none in it. @returns what speaks against a place */
function objection(
  folders: readonly data.FolderRecord[],
  id: string,
  parentId: string | null,
): string | null {
  if (parentId === id) return 'A folder cannot be inside itself.'
  const parent = folders.find(({ _id }) => _id === parentId)
  if (!parent) return null
  const isInside = folders.some(({ _id }) => _id === parent.parentId)
  const holdsFolders = folders.some((folder) => folder.parentId === id)
  if (!isInside && !holdsFolders) return null
  return 'Folders can be nested once: a folder inside a folder cannot hold another one.'
}

/** What was in a folder before it was deleted, and holds one itself by now, stays at the top when it comes back. */
async function keepNestedOnce(ctx: Ctx, folders: readonly data.FolderRecord[], id: string): Promise<void> {
  const holders = new Set(folders.map(({ parentId }) => parentId))
  for (const { _id, parentId } of folders) {
    if (parentId === id && holders.has(_id)) await data.updateFolder(ctx, _id, { parentId: null })
  }
}
