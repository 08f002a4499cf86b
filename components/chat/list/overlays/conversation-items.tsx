'use client'

import {
  Archive,
  ArchiveRestore,
  FolderInput,
  ListChecks,
  Palette,
  Pencil,
  Pin,
  PinOff,
  Trash2,
} from 'lucide-react'
import { MenuItem, MenuSeparator } from '@/components/ui/overlay/dropdown-menu'
import type { ConversationDto } from '@/lib/chat/schema'
import { useDelete } from '../commands'
import { useListActions } from '../context'
import { archive, pin } from '../order-commands'

/** What can be done with a conversation in the list. */
export function ConversationItems({ conversation }: { conversation: ConversationDto }) {
  const { id, isPinned, isArchived } = conversation
  const actions = useListActions()
  const remove = useDelete()
  return (
    <>
      <MenuItem shortcut="F2" onSelect={() => actions.rename(id)}>
        <Pencil aria-hidden />
        Rename
      </MenuItem>
      {!isArchived && (
        <>
          <MenuItem shortcut="P" onSelect={() => void pin([conversation], !isPinned)}>
            {isPinned ? <PinOff aria-hidden /> : <Pin aria-hidden />}
            {isPinned ? 'Unpin' : 'Pin'}
          </MenuItem>
          <MenuItem shortcut="M" onSelect={() => actions.open({ what: 'move', ids: [id] })}>
            <FolderInput aria-hidden />
            Move to folder…
          </MenuItem>
        </>
      )}
      <MenuItem shortcut="L" onSelect={() => actions.open({ what: 'mark', id })}>
        <Palette aria-hidden />
        Emoji and colour…
      </MenuItem>
      <MenuItem shortcut="E" onSelect={() => void archive([conversation], !isArchived)}>
        {isArchived ? <ArchiveRestore aria-hidden /> : <Archive aria-hidden />}
        {isArchived ? 'Take out of the archive' : 'Archive'}
      </MenuItem>
      <MenuItem shortcut="X" onSelect={() => actions.select([id])}>
        <ListChecks aria-hidden />
        Choose several
      </MenuItem>
      <MenuSeparator />
      <MenuItem danger shortcut="Del" onSelect={() => void remove([conversation])}>
        <Trash2 aria-hidden />
        Delete conversation
      </MenuItem>
    </>
  )
}
