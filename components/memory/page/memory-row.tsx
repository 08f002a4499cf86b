'use client'

import { Ellipsis, Eraser, MessageSquareText, Pencil, Pin, PinOff, Trash2 } from 'lucide-react'
import Link from 'next/link'
import { callAction } from '@/components/actions/call-action'
import { IconButton } from '@/components/ui/icon-button'
import { DropdownMenu, MenuItem, MenuSeparator } from '@/components/ui/overlay/dropdown-menu'
import { toast } from '@/components/ui/overlay/toast-store'
import { besideOf, useNextFocus } from '@/components/ui/use-next-focus'
import { forgetFrom, pinMemory } from '@/lib/memory/actions'
import type { MemoryDto } from '@/lib/memory/schema'
import { forgetWithUndo, offerUndo, refreshMemories } from '../memories'
import { factsOf, type Places } from '../words'

/** One memory, where it comes from, and what can be done with it. */
export function MemoryRow({
  memory,
  places,
  day,
  onEdit,
}: {
  memory: MemoryDto
  places: Places
  day: (iso: string) => string
  onEdit: () => void
}) {
  const { id, text, isPinned, source } = memory
  const row = useNextFocus<HTMLLIElement>(besideOf)
  const facts = factsOf(memory, places, day)

  async function pin() {
    const result = await callAction(() => pinMemory({ id, isPinned: !isPinned }))
    if (!result.ok) toast({ title: result.error.message, tone: 'danger' })
    await refreshMemories()
  }

  async function forgetSource(conversationId: string) {
    const result = await callAction(() => forgetFrom({ conversationIds: [conversationId] }))
    if (!result.ok) return toast({ title: result.error.message, tone: 'danger' })
    offerUndo(result.data.ids)
    await refreshMemories()
  }

  return (
    <li ref={row} className="flex items-start gap-2 px-4 py-3">
      <div className="flex min-w-0 flex-1 flex-col gap-0.5">
        <p dir="auto" className="[overflow-wrap:anywhere]">
          {isPinned && (
            <Pin aria-label="Pinned" className="me-1.5 inline size-3.5 align-[-2px] text-accent" />
          )}
          {text}
        </p>
        <p className="text-ink-muted text-xs [overflow-wrap:anywhere]">
          {facts.join(' · ')}
          {source && (
            <>
              {' · '}
              <Link
                href={`/chat/${source.conversationId}#message-${source.messageId}`}
                className="underline underline-offset-2 hover:text-ink"
              >
                Where you said it
              </Link>
            </>
          )}
        </p>
      </div>
      <DropdownMenu
        align="end"
        trigger={
          <IconButton label={`More for: ${text}`} size="sm">
            <Ellipsis />
          </IconButton>
        }
      >
        <MenuItem onSelect={onEdit}>
          <Pencil aria-hidden />
          Edit
        </MenuItem>
        <MenuItem onSelect={() => void pin()}>
          {isPinned ? <PinOff aria-hidden /> : <Pin aria-hidden />}
          {isPinned ? 'Unpin' : 'Pin'}
        </MenuItem>
        {source && (
          <MenuItem asChild>
            <Link href={`/chat/${source.conversationId}#message-${source.messageId}`}>
              <MessageSquareText aria-hidden />
              Show where you said it
            </Link>
          </MenuItem>
        )}
        <MenuSeparator />
        <MenuItem danger onSelect={() => void forgetWithUndo([id], text)}>
          <Trash2 aria-hidden />
          Forget
        </MenuItem>
        {source && (
          <MenuItem danger onSelect={() => void forgetSource(source.conversationId)}>
            <Eraser aria-hidden />
            Forget everything from this conversation
          </MenuItem>
        )}
      </DropdownMenu>
    </li>
  )
}
