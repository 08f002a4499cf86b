import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { listFolders } from '@/lib/folders/server'

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** @returns the folders of this name, or those whose name begins so, each with what is inside */
export async function findFolderIds(ctx: Ctx, name: string): Promise<string[]> {
  const folders = await listFolders(ctx)
  const wanted = fold(name)
  const exact = folders.filter((folder) => fold(folder.name) === wanted)
  const found = exact.length > 0 ? exact : folders.filter((folder) => fold(folder.name).startsWith(wanted))
  const ids = new Set(found.map(({ id }) => id))
  const inside = folders.filter(({ parentId }) => parentId !== null && ids.has(parentId))
  return [...new Set([...ids, ...inside.map(({ id }) => id)])]
}
