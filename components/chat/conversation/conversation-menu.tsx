'use client'

import {
  Ellipsis,
  Eye,
  FileDown,
  FileJson,
  Keyboard,
  Pencil,
  Printer,
  Share,
  SlidersHorizontal,
  Trash2,
} from 'lucide-react'
import dynamic from 'next/dynamic'
import { useSidePanel } from '@/components/shell/side-panel'
import { IconButton } from '@/components/ui/icon-button'
import { DropdownMenu, MenuItem, MenuSeparator } from '@/components/ui/overlay/dropdown-menu'
import { CONTEXT_PANEL } from '../context/context-meter'
import { useDelete } from '../list/commands'
import { useSessionState } from '../session/sessions'
import { useConversation } from './context'

const TemporaryItems = dynamic(() =>
  import('../temporary/temporary-items').then((module) => module.TemporaryItems),
)

/** What else can be done with a conversation. */
export function ConversationMenu({
  onRename,
  onShare,
  onAsking,
  onShortcuts,
}: {
  onRename: () => void
  onShare: () => void
  onAsking: () => void
  onShortcuts: () => void
}) {
  const { session } = useConversation()
  const outOfReach = useSessionState(session, ({ phase }) => phase === 'gone' || phase === 'failed')
  const exists = useSessionState(session, (state) => state.phase === 'ready')
  const busy = useSessionState(session, (state) => state.busy)
  const context = useSidePanel(CONTEXT_PANEL)
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
      {exists && session.isTemporary && <TemporaryItems />}
      {!outOfReach && !session.isTemporary && (
        <MenuItem onSelect={onAsking}>
          <SlidersHorizontal aria-hidden />
          Instructions and settings
        </MenuItem>
      )}
      {exists && !session.isTemporary && (
        <>
          <MenuItem onSelect={onRename}>
            <Pencil aria-hidden />
            Rename
          </MenuItem>
          <MenuItem disabled={busy} onSelect={onShare}>
            <Share aria-hidden />
            Share
          </MenuItem>
          <MenuItem onSelect={() => context.open()}>
            <Eye aria-hidden />
            What the model sees
          </MenuItem>
          <MenuSeparator />
          <MenuItem asChild>
            <a href={`/api/conversations/${session.id}/export?format=markdown`} download>
              <FileDown aria-hidden />
              Download as Markdown
            </a>
          </MenuItem>
          <MenuItem asChild>
            <a href={`/api/conversations/${session.id}/export?format=json`} download>
              <FileJson aria-hidden />
              Download as JSON
            </a>
          </MenuItem>
          <MenuItem asChild>
            <a href={`/chat/${session.id}/print`} target="_blank" rel="noopener">
              <Printer aria-hidden />
              Print
            </a>
          </MenuItem>
          <MenuSeparator />
          <MenuItem danger onSelect={() => void remove([{ id: session.id, title: session.state.title }])}>
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
