'use client'

import { Ellipsis } from 'lucide-react'
import Link, { useLinkStatus } from 'next/link'
import { type MouseEvent, memo } from 'react'
import { cn } from '@/components/ui/cn'
import { IconButton } from '@/components/ui/icon-button'
import { Spinner } from '@/components/ui/spinner'
import type { ConversationDto } from '@/lib/chat/schema'
import { useListActions } from '../context'
import { TitleField } from '../title-field'
import { Marks } from './marks'
import { menuButtonStyles, rowStyles } from './row-styles'

type ConversationRowProps = {
  conversation: ConversationDto
  isActive: boolean
  isRenaming: boolean
  /** Null while nothing is being chosen. */
  isSelected: boolean | null
}

/** A conversation in the list: a link, and a button for what can be done with it. The list hears its keys (keys/use-row-events). */
export const ConversationRow = memo(function ConversationRow({
  conversation,
  isActive,
  isRenaming,
  isSelected,
}: ConversationRowProps) {
  const { id, title } = conversation
  const actions = useListActions()

  if (isRenaming) {
    return (
      <li>
        <TitleField id={id} title={title} onDone={() => actions.rename(null)} />
      </li>
    )
  }
  if (isSelected !== null) return <ChoosableRow conversation={conversation} isSelected={isSelected} />
  return (
    <li data-conversation={id} className={cn(rowStyles, isActive && 'bg-ink/8 hover:bg-ink/8')}>
      <Link
        data-row={id}
        href={`/chat/${id}`}
        prefetch={false}
        title={title}
        tabIndex={-1}
        aria-current={isActive ? 'page' : undefined}
        aria-keyshortcuts="F2 Delete P M E L X"
        className={cn(
          'flex h-9 min-w-0 flex-1 scroll-mt-10 items-center gap-2 rounded-control ps-2.5 pe-9 outline-offset-[-2px] pointer-coarse:h-11',
          isActive ? 'text-ink' : 'text-ink-muted group-hover:text-ink',
        )}
      >
        <Marks conversation={conversation} />
        <span dir="auto" className="truncate">
          {title}
        </span>
        <Pending />
      </Link>
      <IconButton
        data-row-menu
        label={`More about ${title}`}
        size="sm"
        tabIndex={-1}
        aria-haspopup="menu"
        onClick={(event) => actions.open(menuFor('conversation', id, event))}
        className={menuButtonStyles}
      >
        <Ellipsis />
      </IconButton>
    </li>
  )
})

export function menuFor(kind: 'conversation' | 'folder', id: string, event: MouseEvent<HTMLElement>) {
  const { x, y, width, height } = event.currentTarget.getBoundingClientRect()
  return { what: 'menu' as const, target: { kind, id }, at: { x, y, width, height } }
}

function ChoosableRow({ conversation, isSelected }: { conversation: ConversationDto; isSelected: boolean }) {
  const { id, title } = conversation
  const actions = useListActions()
  function press(event: MouseEvent<HTMLLabelElement>) {
    // The browser would pass a press on the words on to the box, without the Shift key.
    if (!(event.target instanceof HTMLInputElement)) event.preventDefault()
    actions.toggle(id, event.shiftKey)
  }
  return (
    <li
      data-conversation={id}
      draggable={isSelected}
      className={cn(rowStyles, isSelected && 'bg-accent-soft hover:bg-accent-soft')}
    >
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the box inside has the keys. */}
      <label
        onClick={press}
        className="flex h-9 min-w-0 flex-1 cursor-default select-none items-center gap-2 ps-2.5 pe-2 pointer-coarse:h-11"
      >
        <input
          data-row={id}
          type="checkbox"
          tabIndex={-1}
          checked={isSelected}
          readOnly
          className="size-4 shrink-0 accent-accent"
        />
        <Marks conversation={conversation} />
        <span dir="auto" className="truncate">
          {title}
        </span>
      </label>
    </li>
  )
}

/** Opening a conversation that takes long shows where it is coming from. */
function Pending() {
  const { pending } = useLinkStatus()
  return pending ? <Spinner className="ms-auto size-3.5 shrink-0 animate-late" /> : null
}
