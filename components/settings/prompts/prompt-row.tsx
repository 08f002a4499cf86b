'use client'

import { Copy, Ellipsis, Pencil, Trash2, Users } from 'lucide-react'
import { deleteWithUndo } from '@/components/prompts/prompts'
import { IconButton } from '@/components/ui/icon-button'
import { DropdownMenu, MenuItem } from '@/components/ui/overlay/dropdown-menu'
import { besideOf, useNextFocus } from '@/components/ui/use-next-focus'
import type { PromptSummary } from '@/lib/prompts/schema'

/** One prompt of the library: opens at a press, and has a menu. */
export function PromptRow({
  prompt,
  onOpen,
  onCopy,
}: {
  prompt: PromptSummary
  onOpen: () => void
  onCopy: () => void
}) {
  const { title, command, preview, isOwn, isShared, author } = prompt
  const row = useNextFocus<HTMLLIElement>(besideOf)
  return (
    <li ref={row} className="flex items-center gap-1">
      <button
        type="button"
        onClick={onOpen}
        className="flex min-h-14 min-w-0 flex-1 flex-col justify-center gap-0.5 rounded-control py-2 text-start transition-colors hover:bg-ink/4"
      >
        <span className="flex max-w-full items-baseline gap-2">
          <span dir="auto" className="truncate font-medium">
            {title}
          </span>
          {command && <code className="shrink-0 text-ink-muted text-xs">/{command}</code>}
          {isShared && (
            <span className="flex shrink-0 items-center gap-1 self-center text-ink-muted text-xs">
              <Users aria-hidden className="size-3.5" />
              {isOwn ? 'Shared' : (author ?? 'Shared')}
            </span>
          )}
        </span>
        <span dir="auto" className="line-clamp-1 max-w-full text-ink-muted [overflow-wrap:anywhere]">
          {preview}
        </span>
      </button>
      <DropdownMenu
        align="end"
        trigger={
          <IconButton label={`More for ${title}`}>
            <Ellipsis />
          </IconButton>
        }
      >
        <MenuItem onSelect={onOpen}>
          <Pencil aria-hidden />
          {isOwn ? 'Edit' : 'Read'}
        </MenuItem>
        <MenuItem onSelect={onCopy}>
          <Copy aria-hidden />
          {isOwn ? 'Duplicate' : 'Copy to my prompts'}
        </MenuItem>
        {isOwn && (
          <MenuItem danger onSelect={() => void deleteWithUndo(prompt)}>
            <Trash2 aria-hidden />
            Delete
          </MenuItem>
        )}
      </DropdownMenu>
    </li>
  )
}
