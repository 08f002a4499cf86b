'use client'

import { Ellipsis, Keyboard, Pencil, Share, Trash2 } from 'lucide-react'
import { IconButton } from '@/components/ui/icon-button'
import { DropdownMenu, MenuItem, MenuSeparator } from '@/components/ui/overlay/dropdown-menu'
import { useDelete } from '../list/commands'
import { useSessionState } from '../session/sessions'
import { useConversation } from './context'

/** What else can be done with a conversation. */
export function ConversationMenu({
  onRename,
  onShare,
  onShortcuts,
}: {
  onRename: () => void
  onShare: () => void
  onShortcuts: () => void
}) {
  const { session } = useConversation()
  const exists = useSessionState(session, (state) => state.phase === 'ready')
  const busy = useSessionState(session, (state) => state.busy)
  const remove = useDelete()
  return (
    <DropdownMenu
      align="end"
      trigger={
        <IconButton label="More">
          <Ellipsis />
        </IconButton>
      }
    >
      {exists && (
        <>
          <MenuItem onSelect={onRename}>
            <Pencil aria-hidden />
            Rename
          </MenuItem>
          <MenuItem disabled={busy} onSelect={onShare}>
            <Share aria-hidden />
            Share
          </MenuItem>
          <MenuItem danger onSelect={() => void remove(session.id, session.state.title)}>
            <Trash2 aria-hidden />
            Delete conversation
          </MenuItem>
          <MenuSeparator />
        </>
      )}
      <MenuItem shortcut="?" onSelect={onShortcuts}>
        <Keyboard aria-hidden />
        Keyboard shortcuts
      </MenuItem>
    </DropdownMenu>
  )
}
