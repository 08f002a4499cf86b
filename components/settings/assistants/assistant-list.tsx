'use client'

import { Ellipsis, MessageSquare, Pencil, Plus, Trash2, Users } from 'lucide-react'
import Link from 'next/link'
import { callAction } from '@/components/actions/call-action'
import { AssistantPicture } from '@/components/assistants/assistant-picture'
import { refreshAssistants, useAssistants } from '@/components/assistants/assistants'
import { buttonStyles } from '@/components/ui/button-styles'
import { EmptyState } from '@/components/ui/empty-state'
import { IconButton } from '@/components/ui/icon-button'
import { DropdownMenu, MenuItem } from '@/components/ui/overlay/dropdown-menu'
import { toast } from '@/components/ui/overlay/toast-store'
import { deleteAssistant, saveAssistant } from '@/lib/assistants/actions'
import type { AssistantSummary } from '@/lib/assistants/schema'

/** All assistants: talked to, changed, deleted. */
export function AssistantList({ initial }: { initial: AssistantSummary[] }) {
  const { data: assistants = initial } = useAssistants({ initial })
  return (
    <>
      <div>
        <Link href="/settings/assistants/new" className={buttonStyles({ variant: 'primary' })}>
          <Plus aria-hidden className="size-4" />
          New assistant
        </Link>
      </div>
      {assistants.length === 0 ? (
        <EmptyState title="No assistants yet">
          An assistant is Numina with a task: its own name, instructions and model. Call it by typing an @
          where you write messages.
        </EmptyState>
      ) : (
        <ul className="divide-y border-y">
          {assistants.map((assistant) => (
            <AssistantRow key={assistant.id} assistant={assistant} />
          ))}
        </ul>
      )}
    </>
  )
}

function AssistantRow({ assistant }: { assistant: AssistantSummary }) {
  const { id, name, handle, description, isOwn, isShared, author } = assistant
  return (
    <li className="flex items-center gap-1">
      <Link
        href={`/chat?assistant=${id}`}
        className="flex min-h-16 min-w-0 flex-1 items-center gap-3 rounded-control py-2 transition-colors hover:bg-ink/4"
      >
        <AssistantPicture assistant={assistant} className="size-10 text-lg" />
        <span className="min-w-0">
          <span className="flex items-baseline gap-2">
            <span dir="auto" className="truncate font-medium">
              {name}
            </span>
            <span className="shrink-0 text-ink-muted text-xs">@{handle}</span>
            {isShared && (
              <span className="flex shrink-0 items-center gap-1 self-center text-ink-muted text-xs">
                <Users aria-hidden className="size-3.5" />
                {isOwn ? 'Shared' : (author ?? 'Shared')}
              </span>
            )}
          </span>
          <span dir="auto" className="line-clamp-1 text-ink-muted">
            {description}
          </span>
        </span>
      </Link>
      <DropdownMenu
        align="end"
        trigger={
          <IconButton label={`More for ${name}`}>
            <Ellipsis />
          </IconButton>
        }
      >
        <MenuItem asChild>
          <Link href={`/chat?assistant=${id}`}>
            <MessageSquare aria-hidden />
            Begin a chat
          </Link>
        </MenuItem>
        {isOwn && (
          <>
            <MenuItem asChild>
              <Link href={`/settings/assistants/${id}`}>
                <Pencil aria-hidden />
                Edit
              </Link>
            </MenuItem>
            <MenuItem danger onSelect={() => void deleteWithUndo(assistant)}>
              <Trash2 aria-hidden />
              Delete
            </MenuItem>
          </>
        )}
      </DropdownMenu>
    </li>
  )
}

/** Deletes with time to think better of it. */
async function deleteWithUndo({ id, name }: AssistantSummary): Promise<void> {
  const result = await callAction(() => deleteAssistant({ id }))
  if (!result.ok) {
    toast({ title: result.error.message, tone: 'danger' })
    return
  }
  await refreshAssistants()
  const { data } = result
  const undo = { label: 'Undo', onSelect: () => void restore() }
  toast({ title: 'Assistant deleted', description: `${name}. Its conversations stay.`, action: undo })

  async function restore() {
    const back = await callAction(() => saveAssistant(data))
    if (!back.ok) toast({ title: back.error.message, tone: 'danger' })
    await refreshAssistants()
  }
}
