import type { FolderDto } from '@/lib/folders/schema'

export type FolderNode = { folder: FolderDto; inside: FolderDto[] }

/** Folders by name, each at the top with those inside it. One whose parent is gone, or is not at the top, is at the top: none is hidden. */
export function folderTree(folders: readonly FolderDto[]): FolderNode[] {
  const byName = [...folders].sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }))
  const byId = new Map(folders.map((folder) => [folder.id, folder]))
  const parentOf = ({ parentId }: FolderDto) => (parentId === null ? undefined : byId.get(parentId))
  const isTop = (folder: FolderDto) => {
    const parent = parentOf(folder)
    return !parent || parentOf(parent) !== undefined
  }
  const [top, others] = [byName.filter(isTop), byName.filter((folder) => !isTop(folder))]
  const inside = Map.groupBy(others, ({ parentId }) => parentId)
  return top.map((folder) => ({ folder, inside: inside.get(folder.id) ?? [] }))
}

/** @returns the folders this one can go into: nested once, so those at the top, and only when it holds none itself */
export function placesFor(folder: FolderDto, folders: readonly FolderDto[]): FolderDto[] {
  const tree = folderTree(folders)
  if (tree.some((node) => node.folder.id === folder.id && node.inside.length > 0)) return []
  return tree.map((node) => node.folder).filter(({ id }) => id !== folder.id && id !== folder.parentId)
}
