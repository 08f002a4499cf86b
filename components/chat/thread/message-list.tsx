'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown } from 'lucide-react'
import {
  type Ref,
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { useConversation } from '../conversation/context'
import { NEWER_PX, NewerMessages } from '../find/newer-messages'
import { useFarPart } from '../find/use-far-part'
import { useSessionState } from '../session/sessions'
import { estimateHeight } from './estimate-height'
import { useMessageKeys } from './keys/use-message-keys'
import { MessageRow } from './message-row'
import { OlderMessages } from './older-messages'
import { useFollowing } from './use-following'
import type { Row } from './use-thread'

/** Room above the first message, and how much of it the words about older ones need. */
const HEAD_PX = 16
const OLDER_PX = 56
const FOOT_PX = 24
/** How near the first loaded message older ones are asked for: some screens, so that few readers see the end. */
const LOAD_WITHIN_ROWS = 8

export type MessageListHandle = { scrollToEnd(): void; scrollBy(pages: number): void }

type MessageListProps = {
  rows: readonly Row[]
  /** The ids of the rows: the same list as long as they are the same. */
  ids: readonly string[]
  busy: boolean
  onScrolled: (scrolled: boolean) => void
  handle: Ref<MessageListHandle>
}

/**
 * The messages of a branch, of which only those near the screen exist in the page. Stays at the end while the reader is there; above
 * it, nothing that arrives moves what is being read.
 */
export function MessageList({ rows, ids, busy, onScrolled, handle }: MessageListProps) {
  const { session } = useConversation()
  const hasOlder = useSessionState(session, (state) => state.hasOlder)
  const comparison = useSessionState(session, (state) => state.comparison)
  const older = useSessionState(session, (state) => state.older)
  const hasNewer = useSessionState(session, (state) => state.hasNewer)
  const scroller = useRef<HTMLDivElement>(null)
  const [atEnd, setAtEnd] = useState(true)

  const virtualizer = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: rows.length,
    getScrollElement: () => scroller.current,
    getItemKey: useCallback((index: number) => ids[index] ?? index, [ids]),
    estimateSize: (index) => estimateHeight(rows[index]?.message ?? null),
    paddingStart: hasOlder ? OLDER_PX : HEAD_PX,
    paddingEnd: hasNewer ? NEWER_PX : FOOT_PX,
    overscan: 4,
    anchorTo: 'end',
    followOnAppend: !hasNewer,
    scrollEndThreshold: 64,
    directDomUpdates: true,
    directDomUpdatesMode: 'position',
    onChange: (list) => setAtEnd(list.isAtEnd()),
  })
  const items = virtualizer.getVirtualItems()
  useMessageKeys(virtualizer)

  useLayoutEffect(() => virtualizer.scrollToEnd(), [virtualizer])

  const markedId = useFarPart(session, virtualizer, ids, items.at(-1)?.index ?? 0)

  const isElsewhere = useSessionState(session, ({ place }) => place !== null && place.is !== 'end')
  const following = useFollowing(scroller, isElsewhere, busy && !hasNewer)

  useImperativeHandle(handle, () => ({
    scrollToEnd() {
      following.start()
      virtualizer.scrollToEnd()
    },
    scrollBy(pages) {
      following.stop()
      scroller.current?.scrollBy({ top: pages * (scroller.current.clientHeight - 80) })
    },
  }))

  function goToEnd() {
    // The button goes; whoever pressed it by keyboard reads on from here.
    scroller.current?.focus({ preventScroll: true })
    if (hasNewer) session.far.leaveThen()
    else virtualizer.scrollToEnd({ behavior: 'smooth' })
  }

  const first = items[0]?.index ?? 0
  useEffect(() => {
    if (first <= LOAD_WITHIN_ROWS && hasOlder && older === 'idle') void session.loadOlder()
  }, [first, hasOlder, older, session])

  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={scroller}
        role="feed"
        aria-label="Messages"
        aria-busy={older === 'loading'}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be scrollable by keyboard.
        tabIndex={0}
        onScroll={(event) => onScrolled(event.currentTarget.scrollTop > 4)}
        className="absolute inset-0 overflow-y-auto overscroll-contain -outline-offset-2"
      >
        <div ref={virtualizer.containerRef} className="relative w-full">
          <OlderMessages state={older} hasOlder={hasOlder} />
          {items.map((item) => {
            const row = rows[item.index]
            if (!row) return null
            return (
              <div
                key={item.key}
                ref={virtualizer.measureElement}
                data-index={item.index}
                data-marked={item.key === markedId || undefined}
                className="absolute inset-x-0 transition-colors duration-300 data-marked:bg-accent-soft"
              >
                <MessageRow
                  message={row.message}
                  position={item.index + 1}
                  isLast={item.index === rows.length - 1}
                  busy={busy}
                  comparison={item.index === rows.length - 1 ? comparison : null}
                />
              </div>
            )
          })}
          <NewerMessages session={session} />
        </div>
      </div>
      {(hasNewer || !atEnd) && <ToTheEnd lastRow={rows.at(-1)} onPress={goToEnd} />}
    </div>
  )
}

/** Leads to the end; says when something has come since the reader left it. */
function ToTheEnd({ lastRow, onPress }: { lastRow: Row | undefined; onPress: () => void }) {
  const [left] = useState(lastRow)
  const isNew = left?.id !== lastRow?.id || left?.message !== lastRow?.message
  return (
    <button
      type="button"
      aria-label={isNew ? 'New messages: go to the end' : 'Go to the end'}
      onClick={onPress}
      className="absolute bottom-3 left-1/2 flex h-9 min-w-9 -translate-x-1/2 animate-fade-in items-center justify-center gap-1.5 rounded-full border bg-surface-raised px-2.5 text-ink-muted shadow-float transition-colors hover:text-ink pointer-coarse:h-11 pointer-coarse:min-w-11"
    >
      <ArrowDown aria-hidden className="size-4" />
      {isNew && <span className="pe-1">New</span>}
    </button>
  )
}
