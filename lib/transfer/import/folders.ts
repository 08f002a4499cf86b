import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { findExisting, moveConversations } from '@/lib/chat/server'
import { AppError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import type { FolderDto } from '@/lib/folders/schema'
import { createFolder, listFolders } from '@/lib/folders/server'

const NAME_MAX_CHARS = 80
const MOVED_AT_ONCE = 1_000

/** Which conversations of an import belong into which folder. They are put there when they are shown: a broken file makes no folder. */
export class FolderPlan {
  private readonly places = new Map<string, { path: string[]; ids: string[] }>()

  add(id: string, names: readonly string[]): void {
    const path = names.slice(0, 2).map((name) => name.toWellFormed().trim().slice(0, NAME_MAX_CHARS))
    if (path.length === 0 || path.includes('')) return
    const key = JSON.stringify(path)
    const place = this.places.get(key) ?? { path, ids: [] }
    place.ids.push(id)
    this.places.set(key, place)
  }

  /** How many conversations belong into folders. */
  get size(): number {
    return [...this.places.values()].reduce((sum, { ids }) => sum + ids.length, 0)
  }

  /**
   * Uses folders of these names that are there already, and makes the others, as long as there is room for more.
   *
   * @returns how many conversations are in no folder for want of one
   */
  async carryOut(ctx: Ctx): Promise<number> {
    const folders = await listFolders(ctx)
    let outside = 0
    for (const { path, ids } of this.places.values()) {
      let folderId: string | null = null
      for (const name of path) folderId = (await findOrCreate(ctx, folders, name, folderId)) ?? folderId
      for (let from = 0; from < ids.length; from += MOVED_AT_ONCE)
        outside += await moveThoseThere(ctx, ids.slice(from, from + MOVED_AT_ONCE), folderId)
    }
    return outside
  }
}

/** Conversations are shown by now, and their person may be deleting them, or the folder. @returns how many found no folder */
async function moveThoseThere(ctx: Ctx, ids: string[], folderId: string | null): Promise<number> {
  if (folderId === null) return ids.length
  try {
    await moveConversations(ctx, { ids, folderId })
    return 0
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return (await findExisting(ctx, ids)).size
  }
}

async function findOrCreate(
  ctx: Ctx,
  folders: FolderDto[],
  name: string,
  parentId: string | null,
): Promise<string | null> {
  const known = folders.find((folder) => folder.name === name && folder.parentId === parentId)
  if (known) return known.id
  try {
    const folder = await createFolder(ctx, { id: newId(), parentId, name, emoji: null, instructions: '' })
    folders.push(folder)
    return folder.id
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}
