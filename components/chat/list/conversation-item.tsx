'use client'

import { Ellipsis, Pencil, Trash2 } from 'lucide-react'
import Link, { useLinkStatus } from 'next/link'
import { type KeyboardEvent, memo, useRef, useState } from 'react'
import { cn } from '@/components/ui/cn'
import { IconButton } from '@/components/ui/icon-button'
import { DropdownMenu, MenuItem } from '@/components/ui/overlay/dropdown-menu'
import { Spinner } from '@/components/ui/spinner'
import type { ConversationDto } from '@/lib/chat/schema'
import { useDelete } from './commands'
import { moveFocus } from './roving-focus'
import { TitleField } from './title-field'

type ConversationItemProps = {
  conversation: ConversationDto
  isActive: boolean
  /** The one place of the list where the Tab key stops. */
  isStop: boolean
  onFocus: (id: string) => void
}

/** A conversation in the list: a link, and a menu of what can be done with it. */
export const ConversationItem = memo(function ConversationItem({
  conversation: { id, title },
  isActive,
  isStop,
  onFocus,
}: ConversationItemProps) {
  const link = useRef<HTMLAnchorElement>(null)
  const [renaming, setRenaming] = useState(false)
  const remove = useDelete()

  function press(event: KeyboardEvent<HTMLAnchorElement>) {
    if (moveFocus(event.key, event.currentTarget)) event.preventDefault()
    else if (event.key === 'F2') setRenaming(true)
    else if (event.key === 'Delete') void remove(id, title)
  }

  function stopRenaming() {
    setRenaming(false)
    requestAnimationFrame(() => link.current?.focus())
  }

  if (renaming) {
    return (
      <li>
        <TitleField id={id} title={title} onDone={stopRenaming} />
      </li>
    )
  }
  return (
    <li
      className={cn(
        'group relative flex items-center rounded-control transition-colors hover:bg-ink/5 has-focus-visible:bg-ink/5',
        isActive && 'bg-ink/8 hover:bg-ink/8',
      )}
    >
      <Link
        ref={link}
        href={`/chat/${id}`}
        prefetch={false}
        title={title}
        tabIndex={isStop ? 0 : -1}
        aria-current={isActive ? 'page' : undefined}
        aria-keyshortcuts="F2 Delete"
        onFocus={() => onFocus(id)}
        onKeyDown={press}
        className={cn(
          'flex h-9 min-w-0 flex-1 items-center gap-2 rounded-control ps-2.5 pe-9 pointer-coarse:h-11',
          isActive ? 'text-ink' : 'text-ink-muted group-hover:text-ink',
        )}
      >
        <span dir="auto" className="truncate">
          {title}
        </span>
        <Pending />
      </Link>
      <DropdownMenu
        align="end"
        trigger={
          <IconButton
            label={`More about ${title}`}
            size="sm"
            tabIndex={isStop ? 0 : -1}
            className="absolute end-0.5 opacity-0 focus-visible:opacity-100 group-hover:opacity-100 group-has-focus-visible:opacity-100 data-[state=open]:opacity-100 pointer-coarse:end-0 pointer-coarse:opacity-100"
          >
            <Ellipsis />
          </IconButton>
        }
      >
        <MenuItem shortcut="F2" onSelect={() => setRenaming(true)}>
          <Pencil aria-hidden />
          Rename
        </MenuItem>
        <MenuItem danger shortcut="Del" onSelect={() => void remove(id, title)}>
          <Trash2 aria-hidden />
          Delete conversation
        </MenuItem>
      </DropdownMenu>
    </li>
  )
})

/** Opening a conversation that takes long shows where it is coming from. */
function Pending() {
  const { pending } = useLinkStatus()
  return pending ? <Spinner className="ms-auto size-3.5 shrink-0 animate-late" /> : null
}
