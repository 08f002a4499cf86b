import type { FolderDto } from '@/lib/folders/schema'

export type FolderNode = { folder: FolderDto; inside: FolderDto[] }

/** Folders by name, each at the top with those inside it. One whose parent is gone is at the top. */
export function folderTree(folders: readonly FolderDto[]): FolderNode[] {
  const byName = [...folders].sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }))
  const ids = new Set(folders.map(({ id }) => id))
  const isTop = ({ parentId }: FolderDto) => parentId === null || !ids.has(parentId)
  const inside = Map.groupBy(byName, ({ parentId }) => parentId)
  return byName.filter(isTop).map((folder) => ({ folder, inside: inside.get(folder.id) ?? [] }))
}

/** @returns the folders this one can go into: nested once, so those at the top, and only when it holds none itself */
export function placesFor(folder: FolderDto, folders: readonly FolderDto[]): FolderDto[] {
  const tree = folderTree(folders)
  if (tree.some((node) => node.folder.id === folder.id && node.inside.length > 0)) return []
  return tree.map((node) => node.folder).filter(({ id }) => id !== folder.id && id !== folder.parentId)
}
