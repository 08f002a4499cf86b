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

/** Makes a folder, or brings a deleted one back. The same id again changes nothing. */
export async function createFolder(ctx: Ctx, input: CreateFolderInput): Promise<FolderDto> {
  assertCan(ctx, 'conversation:write')
  const folders = await data.findFolders(ctx, FOLDERS_MAX)
  if (folders.length === FOLDERS_MAX && !folders.some(({ _id }) => _id === input.id)) {
    throw new AppError(
      'conflict',
      `You have ${FOLDERS_MAX} folders, and more are not possible. Delete one first.`,
    )
  }
  assertPlace(folders, input.id, input.parentId)
  if (await data.createFolder(ctx, input)) {
    publishConversations(ctx, [])
    return input
  }
  const known = await data.findFolder(ctx, input.id)
  if (!known) throw notFound('folder')
  return toFolder(known)
}

/** Changes a folder's name, emoji, instructions or place. What is not given stays. */
export async function updateFolder(ctx: Ctx, { id, ...fields }: UpdateFolderInput): Promise<null> {
  assertCan(ctx, 'conversation:write')
  if (!(await data.findFolder(ctx, id))) throw notFound('folder')
  if (fields.parentId) assertPlace(await data.findFolders(ctx, FOLDERS_MAX), id, fields.parentId)
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

/** Folders are nested once: the one around is at the top, and the one inside has none in it. */
function assertPlace(folders: readonly data.FolderRecord[], id: string, parentId: string | null): void {
  if (parentId === null) return
  const parent = folders.find(({ _id }) => _id === parentId)
  if (parentId === id) throw refused('A folder cannot be inside itself.')
  if (!parent) throw notFound('folder')
  const isInside = folders.some(({ _id }) => _id === parent.parentId)
  const holdsFolders = folders.some((folder) => folder.parentId === id)
  if (isInside || holdsFolders)
    throw refused('Folders can be nested once: a folder inside a folder cannot hold another one.')
}

function refused(message: string): AppError {
  return new AppError('invalid_input', message, { fields: { parentId: message } })
}
