'use client'

import { Eye, Keyboard, Pencil, Share, SlidersHorizontal, Trash2 } from 'lucide-react'
import { useSidePanel } from '@/components/shell/side-panel'
import { MenuItem, MenuSeparator } from '@/components/ui/overlay/dropdown-menu'
import type { ConversationDto } from '@/lib/chat/schema'
import { CONTEXT_PANEL } from '../../context/panel-id'
import { useDelete } from '../../list/commands'
import { useSessionState } from '../../session/sessions'
import { TemporaryItems } from '../../temporary/temporary-items'
import { useConversation } from '../context'
import type { MenuActions } from '../conversation-menu'
import { DownloadItems } from './download-items'
import { OrderItems } from './order-items'

/** What is in the menu of the conversation on screen. */
export function MenuItems({
  onRename,
  onShare,
  onAsking,
  onShortcuts,
  onMove,
}: MenuActions & { onMove: (conversation: ConversationDto) => void }) {
  const { session } = useConversation()
  const outOfReach = useSessionState(session, ({ phase }) => phase === 'gone' || phase === 'failed')
  const exists = useSessionState(session, (state) => state.phase === 'ready')
  const busy = useSessionState(session, (state) => state.busy)
  const context = useSidePanel(CONTEXT_PANEL)
  const remove = useDelete()
  return (
    <>
      {exists && session.isTemporary && <TemporaryItems />}
      {!outOfReach && !session.isTemporary && (
        <MenuItem onSelect={onAsking}>
          <SlidersHorizontal aria-hidden />
          Instructions and settings
        </MenuItem>
      )}
      {exists && !session.isTemporary && (
        <>
          <MenuItem onSelect={() => context.open()}>
            <Eye aria-hidden />
            What the model sees
          </MenuItem>
          <MenuSeparator />
          <MenuItem onSelect={onRename}>
            <Pencil aria-hidden />
            Rename
          </MenuItem>
          <OrderItems id={session.id} onMove={onMove} />
          <MenuSeparator />
          <MenuItem disabled={busy} onSelect={onShare}>
            <Share aria-hidden />
            Share
          </MenuItem>
          <DownloadItems id={session.id} />
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
    </>
  )
}
