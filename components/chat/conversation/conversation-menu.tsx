'use client'

import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from '@/components/ui/icon-button'
import { later } from '@/components/ui/later'
import { DropdownMenu } from '@/components/ui/overlay/dropdown-menu'
import type { ConversationDto } from '@/lib/chat/schema'

const MenuItems = later(() => import('./menu/menu-items').then((module) => module.MenuItems))
const MoveConversations = later(() =>
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
  const [open, setOpen] = useState(false)
  return (
    <>
      <DropdownMenu
        align="end"
        open={open}
        onOpenChange={setOpen}
        trigger={
          <IconButton label="More" onPointerEnter={MenuItems.preload} onFocus={MenuItems.preload}>
            <Ellipsis />
          </IconButton>
        }
      >
        <MenuItems {...actions} onMove={setMoving} onClose={() => setOpen(false)} />
      </DropdownMenu>
      {moving && <MoveConversations conversations={[moving]} onClose={() => setMoving(null)} />}
    </>
  )
}
