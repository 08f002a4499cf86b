'use client'

import { Ellipsis, GitFork, Trash2 } from 'lucide-react'
import { IconButton } from '@/components/ui/icon-button'
import { DropdownMenu, MenuItem, MenuSeparator } from '@/components/ui/overlay/dropdown-menu'
import type { ChatMessage } from '@/lib/chat/schema'
import { useConversation } from '../../conversation/context'
import { useFork } from '../../list/fork'
import { removeMessage } from '../../session/deletion'

/** What else can be done with a message. */
export function MoreMenu({ message, busy }: { message: ChatMessage; busy: boolean }) {
  const { session, focusComposer } = useConversation()
  const fork = useFork()

  async function remove() {
    // The menu goes with its message: the focus must not be left nowhere.
    if (await removeMessage(session, message.id)) focusComposer()
  }

  return (
    <DropdownMenu
      trigger={
        <IconButton label="More actions" size="sm">
          <Ellipsis />
        </IconButton>
      }
    >
      <MenuItem onSelect={() => void fork(session.id, message.id)}>
        <GitFork aria-hidden />
        Fork from here
      </MenuItem>
      <MenuSeparator />
      <MenuItem danger disabled={busy} onSelect={() => void remove()}>
        <Trash2 aria-hidden />
        Delete message
      </MenuItem>
    </DropdownMenu>
  )
}
