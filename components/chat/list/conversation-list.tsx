'use client'

import { useQuery } from '@tanstack/react-query'
import { usePathname } from 'next/navigation'
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { later } from '@/components/ui/later'
import type { RailView } from '@/lib/chat/schema'
import { announcements } from './announce'
import { type ListActions, ListActionsContext, ListStateContext, type Overlay } from './context'
import { foldersQuery, refreshConversations } from './conversations'
import { addFolder } from './folders/folder-commands'
import { FolderSection } from './folders/folder-section'
import { useOpenFolders } from './folders/open-folders'
import { keepPlace } from './keys/roving-focus'
import { useRowEvents } from './keys/use-row-events'
import { ListBar } from './list-bar'
import { getQueryClient } from './query-client'
import { DayGroups } from './rows/day-groups'
import { PinnedSection } from './rows/pinned-section'
import { PlaceList } from './rows/place-list'
import { idsInList, useSelection } from './select/use-selection'

const Overlays = later(() => import('./overlays/overlays').then((module) => module.Overlays))
const SelectionBar = later(() => import('./select/selection-bar').then((module) => module.SelectionBar))

type ConversationListProps = {
  /** Folders and first pages, read by the server. */
  initial: RailView
  openFolders: readonly string[]
  timeZone: string
  locale: string
}

/** All conversations: pinned, in folders, by day; or the archive. One Tab stop; the arrow keys go through it. */
export function ConversationList({ initial, openFolders, timeZone, locale }: ConversationListProps) {
  const root = useRef<HTMLDivElement>(null)
  const { data: folders = initial.folders } = useQuery(foldersQuery(initial.folders), getQueryClient())
  const [overlay, setOverlay] = useState<Overlay | null>(null)
  const [renaming, setRenaming] = useState<string | null>(null)
  const [inArchive, setInArchive] = useState(false)
  const [isDragging, setIsDragging] = useState(false)
  const { selected, read, select, toggle } = useSelection(root)
  const pathname = usePathname()
  const activeId = pathname.startsWith('/chat/') ? pathname.slice('/chat/'.length) : null
  const [atFirst] = useState(() => new Set(openFolders))
  const open = useOpenFolders(atFirst)

  const actions = useMemo((): ListActions => {
    const focusRow = (id: string | null) =>
      requestAnimationFrame(() => root.current?.querySelector<HTMLElement>(`[data-row="${id}"]`)?.focus())
    return {
      open: setOverlay,
      close: (overlay) => setOverlay((shown) => (shown === overlay ? null : shown)),
      rename: (id) =>
        setRenaming((before) => {
          if (id === null) focusRow(before)
          return id
        }),
      select,
      toggle,
    }
  }, [select, toggle])
  const state = useMemo(
    () => ({ activeId, renaming, selected, openFolders: open }),
    [activeId, renaming, selected, open],
  )

  useRowEvents(root, { actions, selected: read, onDragging: setIsDragging, onNear: Overlays.preload })
  useRefreshOnReturn()

  /** The button goes, and the focus on to the first that can be chosen. */
  function choose() {
    const goOn = root.current && keepPlace(root.current, idsInList(root.current))
    select([])
    goOn?.()
  }

  /** The button goes, and the focus on to the one that leads back. */
  function showArchive(shown: boolean) {
    select(null)
    setInArchive(shown)
    requestAnimationFrame(() => root.current?.querySelector<HTMLElement>('[data-archive]')?.focus())
  }

  return (
    <ListActionsContext value={actions}>
      <ListStateContext value={state}>
        <div ref={root} data-conversations className="flex min-h-full flex-col gap-4 px-2 pb-4">
          <div className="sticky top-0 z-10 -mx-2 bg-surface-sunken">
            {selected ? (
              <SelectionBar
                selected={selected}
                inArchive={inArchive}
                onAll={() => root.current && select(idsInList(root.current))}
                onClose={() => select(null)}
              />
            ) : (
              <ListBar
                inArchive={inArchive}
                isDragging={isDragging}
                onArchive={showArchive}
                onChoose={choose}
                onNewFolder={() => setRenaming(addFolder(null))}
              />
            )}
          </div>
          {inArchive ? (
            <PlaceList place="archived" empty="What you archive is kept here, out of the way." />
          ) : (
            <>
              <PinnedSection initial={initial.lists['pinned']} />
              <FolderSection folders={folders} initial={initial.lists} />
              <DayGroups
                initial={initial.lists['recent']}
                timeZone={timeZone}
                locale={locale}
                isAlone={folders.length === 0}
              />
            </>
          )}
          {overlay && (
            <Overlays
              overlay={overlay}
              root={root}
              folders={folders}
              onClose={() => actions.close(overlay)}
            />
          )}
          <Announcer />
        </div>
      </ListStateContext>
    </ListActionsContext>
  )
}

function Announcer() {
  const words = useSyncExternalStore(announcements.subscribe, announcements.read, () => '')
  return (
    <p role="status" className="sr-only">
      {words}
    </p>
  )
}

/** What other windows and devices did while this one was out of sight. */
function useRefreshOnReturn(): void {
  useEffect(() => {
    const refresh = () => {
      if (!document.hidden) refreshConversations()
    }
    document.addEventListener('visibilitychange', refresh)
    window.addEventListener('online', refresh)
    return () => {
      document.removeEventListener('visibilitychange', refresh)
      window.removeEventListener('online', refresh)
    }
  }, [])
}
