'use client'

import { ChevronRight, Ellipsis, Folder, FolderOpen } from 'lucide-react'
import { memo, type ReactNode } from 'react'
import { cn } from '@/components/ui/cn'
import { IconButton } from '@/components/ui/icon-button'
import { FOLDER_NAME_MAX_CHARS } from '@/lib/folders/limits'
import type { FolderDto } from '@/lib/folders/schema'
import { useListActions } from '../context'
import { renameFolder } from '../folders/folder-commands'
import { setFolderOpen } from '../folders/open-folders'
import { NameField } from '../name-field'
import { menuFor } from './conversation-row'
import { menuButtonStyles, rowStyles } from './row-styles'

/** A folder: a button that shows what is in it, and one for what can be done with it. */
export function FolderRow({
  folder,
  isOpen,
  isRenaming,
  children,
}: {
  folder: FolderDto
  isOpen: boolean
  isRenaming: boolean
  /** What is in it, when it is open. */
  children: ReactNode
}) {
  const actions = useListActions()
  return (
    <li data-folder={folder.id} data-place={folder.id}>
      {isRenaming ? (
        <NameField
          label="Folder name"
          value={folder.name}
          maxLength={FOLDER_NAME_MAX_CHARS}
          onSave={(name) => void renameFolder(folder, name)}
          onDone={() => actions.rename(null)}
        />
      ) : (
        <Head folder={folder} isOpen={isOpen} />
      )}
      {isOpen && <div className="ms-4 border-s ps-1">{children}</div>}
    </li>
  )
}

const Head = memo(function Head({
  folder: { id, name, emoji },
  isOpen,
}: {
  folder: FolderDto
  isOpen: boolean
}) {
  const actions = useListActions()
  const Icon = isOpen ? FolderOpen : Folder
  return (
    <div draggable className={rowStyles}>
      <button
        type="button"
        data-row={id}
        tabIndex={-1}
        title={name}
        aria-expanded={isOpen}
        aria-keyshortcuts="F2 Delete M"
        onClick={() => setFolderOpen(id, !isOpen)}
        className="flex h-9 min-w-0 flex-1 scroll-mt-10 items-center gap-2 rounded-control ps-1 pe-9 text-start text-ink-muted outline-offset-[-2px] group-hover:text-ink pointer-coarse:h-11"
      >
        <ChevronRight
          aria-hidden
          className={cn('size-3.5 shrink-0 transition-transform', isOpen && 'rotate-90')}
        />
        {emoji ? (
          <span aria-hidden className="shrink-0 text-base leading-none">
            {emoji}
          </span>
        ) : (
          <Icon aria-hidden className="size-4 shrink-0" />
        )}
        <span dir="auto" className="truncate">
          {name}
        </span>
      </button>
      <IconButton
        data-row-menu
        label={`More about ${name}`}
        size="sm"
        tabIndex={-1}
        aria-haspopup="menu"
        onClick={(event) => actions.open(menuFor('folder', id, event))}
        className={menuButtonStyles}
      >
        <Ellipsis />
      </IconButton>
    </div>
  )
})
