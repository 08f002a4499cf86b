'use client'

import { type RefObject, useEffect, useRef } from 'react'
import { MenuAt } from '@/components/ui/overlay/menu-at'
import type { FolderDto } from '@/lib/folders/schema'
import { type Overlay, useListActions } from '../context'
import { currentRail } from '../conversations'
import { findConversations } from '../data/lists'
import { keepPlace } from '../keys/roving-focus'
import { ConversationItems } from './conversation-items'
import { FolderEmojiDialog } from './folder-emoji-dialog'
import { FolderItems } from './folder-items'
import { InstructionsDialog } from './instructions-dialog'
import { MarkDialog } from './mark-dialog'
import { MoveConversations, MoveFolder } from './move-things'

/** What lies over the list. Loaded when somebody comes near the list. */
export function Overlays({
  overlay,
  root,
  folders,
}: {
  overlay: Overlay
  root: RefObject<HTMLElement | null>
  folders: readonly FolderDto[]
}) {
  if (overlay.what === 'menu')
    return <RowMenu key={overlay.target.id} overlay={overlay} root={root} folders={folders} />
  const ids = overlay.what === 'move' ? overlay.ids : [overlay.id]
  return (
    <>
      <OverlayDialog overlay={overlay} folders={folders} />
      <ReturnFocus root={root} ids={ids} />
    </>
  )
}

function OverlayDialog({
  overlay,
  folders,
}: {
  overlay: Exclude<Overlay, { what: 'menu' }>
  folders: readonly FolderDto[]
}) {
  const actions = useListActions()
  const close = () => actions.close(overlay)
  if (overlay.what === 'move') {
    const conversations = findConversations(currentRail(), overlay.ids)
    return (
      <MoveConversations
        conversations={conversations}
        onChosen={() => actions.select(null)}
        onNew={actions.rename}
        onClose={close}
      />
    )
  }
  if (overlay.what === 'mark') return <MarkDialog id={overlay.id} onClose={close} />
  const folder = folders.find(({ id }) => id === overlay.id)
  if (!folder) return null
  if (overlay.what === 'moveFolder') return <MoveFolder folder={folder} onClose={close} />
  const Dialog = overlay.what === 'emoji' ? FolderEmojiDialog : InstructionsDialog
  return <Dialog folder={folder} onClose={close} />
}

/** A dialog that was opened from a menu knows no place to give the focus back to. */
function ReturnFocus({ root, ids }: { root: RefObject<HTMLElement | null>; ids: readonly string[] }) {
  const opened = useRef(ids)
  useEffect(() => {
    const goOn = root.current && keepPlace(root.current, opened.current)
    return () => void setTimeout(() => goOn?.())
  }, [root])
  return null
}

function RowMenu({
  overlay,
  root,
  folders,
}: {
  overlay: Extract<Overlay, { what: 'menu' }>
  root: RefObject<HTMLElement | null>
  folders: readonly FolderDto[]
}) {
  const actions = useListActions()
  const { target, at } = overlay
  const folder = target.kind === 'folder' ? folders.find(({ id }) => id === target.id) : undefined
  const [conversation] = target.kind === 'conversation' ? findConversations(currentRail(), [target.id]) : []
  const name = folder?.name ?? conversation?.title
  if (name === undefined) return null
  return (
    <MenuAt
      at={at}
      label={`More about ${name}`}
      container={root.current?.closest<HTMLElement>('[role="dialog"], aside, main, header') ?? null}
      onClose={() => actions.close(overlay)}
      onCloseAutoFocus={root.current ? keepPlace(root.current, [target.id]) : () => undefined}
    >
      {folder && <FolderItems folder={folder} />}
      {conversation && <ConversationItems conversation={conversation} />}
    </MenuAt>
  )
}
