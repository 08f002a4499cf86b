'use client'

import { Ellipsis } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { IconButton } from '@/components/ui/icon-button'
import { DropdownMenu } from '@/components/ui/overlay/dropdown-menu'
import type { ConversationDto } from '@/lib/chat/schema'

const loadItems = () => import('./menu/menu-items')
const MenuItems = dynamic(() => loadItems().then((module) => module.MenuItems))
const MoveConversations = dynamic(() =>
  import('../list/overlays/move-things').then((module) => module.MoveConversations),
)

export type MenuActions = {
  onRename: () => void
  onShare: () => void
  onAsking: () => void
  onShortcuts: () => void
}

/** What else can be done with a conversation. Its items are loaded when somebody comes near. */
export function ConversationMenu(actions: MenuActions) {
  const [moving, setMoving] = useState<ConversationDto | null>(null)
  const load = () => void loadItems()
  return (
    <>
      <DropdownMenu
        align="end"
        trigger={
          <IconButton label="More" onPointerEnter={load} onFocus={load}>
            <Ellipsis />
          </IconButton>
        }
      >
        <MenuItems {...actions} onMove={setMoving} />
      </DropdownMenu>
      {moving && <MoveConversations conversations={[moving]} onClose={() => setMoving(null)} />}
    </>
  )
}
