'use client'

import type { ConversationPage, Place } from '@/lib/chat/schema'
import type { FolderDto } from '@/lib/folders/schema'
import { useListState } from '../context'
import { FolderRow } from '../rows/folder-row'
import { PlaceList } from '../rows/place-list'
import { Section } from '../rows/section'
import { folderTree } from './folder-tree'

/** All folders, by name. */
export function FolderSection({
  folders,
  initial,
}: {
  folders: readonly FolderDto[]
  initial: Record<Place, ConversationPage | undefined>
}) {
  const { openFolders, renaming } = useListState()

  function draw(folder: FolderDto, inside: readonly FolderDto[]) {
    return (
      <FolderRow
        key={folder.id}
        folder={folder}
        isOpen={openFolders.has(folder.id)}
        isRenaming={renaming === folder.id}
      >
        {inside.length > 0 && <ul>{inside.map((child) => draw(child, []))}</ul>}
        <PlaceList
          place={folder.id}
          initial={initial[folder.id]}
          empty={inside.length > 0 ? 'Nothing else in this folder.' : 'Nothing in this folder yet.'}
        />
      </FolderRow>
    )
  }

  if (folders.length === 0) return null
  return (
    <Section title="Folders">
      <ul>{folderTree(folders).map(({ folder, inside }) => draw(folder, inside))}</ul>
    </Section>
  )
}
