'use client'

import { useQuery } from '@tanstack/react-query'
import type { ConversationDto } from '@/lib/chat/schema'
import type { FolderDto } from '@/lib/folders/schema'
import { countOf } from '../commands'
import { currentRail, foldersQuery } from '../conversations'
import { addFolder, moveFolder } from '../folders/folder-commands'
import { folderTree, placesFor } from '../folders/folder-tree'
import { move } from '../order-commands'
import { getQueryClient } from '../query-client'
import { MoveDialog } from './move-dialog'

/** Asks which folder conversations go to. `onNew` is told of a folder made for them, which is still to be named. */
export function MoveConversations({
  conversations,
  onChosen,
  onNew,
  onClose,
}: {
  conversations: readonly ConversationDto[]
  onChosen?: () => void
  onNew?: (folderId: string) => void
  onClose: () => void
}) {
  const { data: folders = [] } = useQuery(foldersQuery(), getQueryClient())
  const places = new Set(conversations.map(({ folderId }) => folderId))
  function choose(folderId: string | null) {
    onClose()
    onChosen?.()
    void move(conversations, folderId)
  }
  return (
    <MoveDialog
      title={`Move ${countOf(conversations)}`}
      tree={folderTree(folders)}
      here={places.size === 1 ? [...places][0] : undefined}
      outside="In no folder"
      onChoose={choose}
      onNew={() => {
        const id = addFolder(null)
        choose(id)
        onNew?.(id)
      }}
      onClose={onClose}
    />
  )
}

/** Asks which folder another one goes into. */
export function MoveFolder({ folder, onClose }: { folder: FolderDto; onClose: () => void }) {
  const { folders } = currentRail()
  const isInside = folders.some(({ id }) => id === folder.parentId)
  const places = placesFor(folder, folders)
  return (
    <MoveDialog
      title={`Move ${folder.name}`}
      tree={places.map((place) => ({ folder: place, inside: [] }))}
      here={isInside ? folder.parentId : null}
      outside="At the top"
      onChoose={(parentId) => {
        onClose()
        void moveFolder(folder, parentId)
      }}
      onClose={onClose}
    />
  )
}
