'use client'

import { FolderInput, FolderPlus, Pencil, ScrollText, SmilePlus, SquarePen, Trash2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { use } from 'react'
import { isOutOfReach } from '@/components/shell/offline'
import { SheetContext } from '@/components/shell/sheet-context'
import { MenuItem, MenuSeparator } from '@/components/ui/overlay/dropdown-menu'
import type { FolderDto } from '@/lib/folders/schema'
import { useListActions } from '../context'
import { currentRail } from '../conversations'
import { addFolder, deleteFolder } from '../folders/folder-commands'
import { placesFor } from '../folders/folder-tree'
import { setFolderOpen } from '../folders/open-folders'

/** What can be done with a folder. */
export function FolderItems({ folder }: { folder: FolderDto }) {
  const { id, parentId } = folder
  const actions = useListActions()
  const router = useRouter()
  const drawer = use(SheetContext)
  const { folders } = currentRail()
  const isTop = parentId === null || !folders.some((other) => other.id === parentId)
  const canMove = !isTop || placesFor(folder, folders).length > 0

  function begin() {
    if (isOutOfReach('/chat')) return
    setFolderOpen(id, true)
    drawer.close()
    router.push(`/chat?folder=${id}`)
  }

  function addInside() {
    setFolderOpen(id, true)
    actions.rename(addFolder(id))
  }

  return (
    <>
      <MenuItem onSelect={begin}>
        <SquarePen aria-hidden />
        New chat here
      </MenuItem>
      <MenuItem shortcut="F2" onSelect={() => actions.rename(id)}>
        <Pencil aria-hidden />
        Rename
      </MenuItem>
      <MenuItem onSelect={() => actions.open({ what: 'emoji', id })}>
        <SmilePlus aria-hidden />
        Emoji…
      </MenuItem>
      <MenuItem onSelect={() => actions.open({ what: 'instructions', id })}>
        <ScrollText aria-hidden />
        Instructions…
      </MenuItem>
      {isTop && (
        <MenuItem onSelect={addInside}>
          <FolderPlus aria-hidden />
          New folder inside
        </MenuItem>
      )}
      {canMove && (
        <MenuItem shortcut="M" onSelect={() => actions.open({ what: 'moveFolder', id })}>
          <FolderInput aria-hidden />
          Move to folder…
        </MenuItem>
      )}
      <MenuSeparator />
      <MenuItem danger shortcut="Del" onSelect={() => void deleteFolder(folder)}>
        <Trash2 aria-hidden />
        Delete folder
      </MenuItem>
    </>
  )
}
