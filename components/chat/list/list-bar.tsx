'use client'

import { Archive, ArrowLeft, FolderPlus, ListChecks, Pin } from 'lucide-react'
import { IconButton } from '@/components/ui/icon-button'

/** What can be done with the list as a whole. */
export function ListBar({
  inArchive,
  isDragging,
  onArchive,
  onChoose,
  onNewFolder,
}: {
  inArchive: boolean
  /** Something is on its way to another place. Nothing below may move then. */
  isDragging: boolean
  onArchive: (shown: boolean) => void
  onChoose: () => void
  onNewFolder: () => void
}) {
  if (isDragging && !inArchive) {
    return (
      <div
        data-place="pinned"
        className="mx-2 my-1 flex h-8 items-center gap-2 rounded-control px-2.5 text-xs"
      >
        <Pin aria-hidden className="size-4" />
        Drop here to pin
      </div>
    )
  }
  return (
    <div className="flex flex-wrap items-center gap-0.5 px-2 py-1">
      {inArchive && (
        <IconButton data-archive label="Back to all conversations" size="sm" onClick={() => onArchive(false)}>
          <ArrowLeft className="rtl:rotate-180" />
        </IconButton>
      )}
      <h2 className="me-auto px-2.5 font-medium text-xs">{inArchive ? 'Archive' : 'Conversations'}</h2>
      {!inArchive && (
        <>
          <IconButton label="New folder" size="sm" onClick={onNewFolder}>
            <FolderPlus />
          </IconButton>
          <IconButton data-archive label="Show the archive" size="sm" onClick={() => onArchive(true)}>
            <Archive />
          </IconButton>
        </>
      )}
      <IconButton data-choose label="Choose conversations" size="sm" onClick={onChoose}>
        <ListChecks />
      </IconButton>
    </div>
  )
}
