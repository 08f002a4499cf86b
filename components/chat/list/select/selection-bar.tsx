'use client'

import { Archive, ArchiveRestore, CheckCheck, FolderInput, Trash2, X } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { countOf, useDelete } from '../commands'
import { useListActions } from '../context'
import { currentRail } from '../conversations'
import { findConversations } from '../data/lists'
import { keepPlace } from '../keys/roving-focus'
import { archive } from '../order-commands'

/** What can be done with all conversations that are chosen. */
export function SelectionBar({
  selected,
  inArchive,
  onAll,
}: {
  selected: ReadonlySet<string>
  inArchive: boolean
  /** Chooses all that are loaded. */
  onAll: () => void
}) {
  const actions = useListActions()
  const remove = useDelete()
  const ids = [...selected]
  const none = ids.length === 0
  const chosen = () => findConversations(currentRail(), ids)

  /** Ends choosing when `work` says so. What has the focus goes then, and so may the rows: it goes on in the list. */
  function act(work: (end: () => void) => Promise<unknown>) {
    const goOn = keepPlace(document.body, ids)
    const end = () => {
      actions.select(null)
      goOn()
    }
    void work(end).then(goOn)
  }

  async function archiveChosen(end: () => void) {
    const archiving = archive(chosen(), !inArchive)
    end()
    await archiving
  }

  return (
    <div role="toolbar" aria-label="Chosen conversations" className="flex flex-col gap-1 px-2 py-1">
      <div className="flex flex-wrap items-center gap-0.5 ps-2.5">
        <p role="status" className="me-auto font-medium text-xs tabular-nums">
          {ids.length.toLocaleString('en')} chosen
        </p>
        <IconButton label="Choose all loaded" size="sm" onClick={onAll}>
          <CheckCheck />
        </IconButton>
        <IconButton
          data-escape
          label="Stop choosing"
          shortcut="Esc"
          size="sm"
          onClick={() => act(async (end) => end())}
        >
          <X />
        </IconButton>
      </div>
      <div className="flex flex-wrap items-center gap-0.5">
        <Button
          variant="ghost"
          size="sm"
          disabled={none}
          className="me-auto text-danger"
          onClick={() => act((end) => remove(chosen(), end))}
        >
          <Trash2 aria-hidden className="size-4" />
          {none ? 'Delete' : `Delete ${countOf(ids)}`}
        </Button>
        {!inArchive && (
          <IconButton
            label="Move to folder"
            size="sm"
            disabled={none}
            onClick={() => actions.open({ what: 'move', ids })}
          >
            <FolderInput />
          </IconButton>
        )}
        <IconButton
          label={inArchive ? 'Take out of the archive' : 'Archive'}
          size="sm"
          disabled={none}
          onClick={() => act(archiveChosen)}
        >
          {inArchive ? <ArchiveRestore /> : <Archive />}
        </IconButton>
      </div>
    </div>
  )
}
