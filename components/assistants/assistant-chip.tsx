'use client'

import { Pencil, UserRoundX } from 'lucide-react'
import Link from 'next/link'
import { useConversation } from '@/components/chat/conversation/context'
import { Button } from '@/components/ui/button'
import { DropdownMenu, MenuItem, MenuLabel } from '@/components/ui/overlay/dropdown-menu'
import { AssistantPicture } from './assistant-picture'
import { chooseAssistantFor, useAssistant, useIsGone } from './assistants'

/** Which assistant answers in this conversation. */
export function AssistantChip({ id }: { id: string }) {
  const { session } = useConversation()
  const assistant = useAssistant(id)
  const isGone = useIsGone(id)
  if (isGone) return <GoneChip />
  if (!assistant) return null
  const { name, description, isOwn } = assistant
  return (
    <DropdownMenu
      align="end"
      className="max-w-72"
      trigger={
        <Button
          variant="ghost"
          size="sm"
          aria-label={`Assistant: ${name}`}
          className="max-w-40 px-2 text-ink-muted"
        >
          <AssistantPicture assistant={assistant} className="size-6 text-xs" />
          <span dir="auto" className="hidden truncate sm:inline">
            {name}
          </span>
        </Button>
      }
    >
      <MenuLabel dir="auto">{description || name}</MenuLabel>
      {isOwn && (
        <MenuItem asChild>
          <Link href={`/settings/assistants/${id}`}>
            <Pencil aria-hidden />
            Edit {name}
          </Link>
        </MenuItem>
      )}
      <MenuItem onSelect={() => void chooseAssistantFor(session, null)}>
        <UserRoundX aria-hidden />
        Go on without {name}
      </MenuItem>
    </DropdownMenu>
  )
}

function GoneChip() {
  const { session } = useConversation()
  return (
    <DropdownMenu
      align="end"
      className="max-w-72"
      trigger={
        <Button variant="ghost" size="sm" className="px-2 text-ink-muted">
          <UserRoundX aria-hidden />
          <span className="sr-only sm:not-sr-only">Assistant gone</span>
        </Button>
      }
    >
      <MenuLabel>It was deleted, or is not shared any more: Numina itself answers.</MenuLabel>
      <MenuItem onSelect={() => void chooseAssistantFor(session, null)}>Go on without it</MenuItem>
    </DropdownMenu>
  )
}
