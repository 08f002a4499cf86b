'use client'

import type { Virtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useRef } from 'react'
import type { ConversationSession } from '../session/conversation-session'
import { useSessionState } from '../session/sessions'

/** How near the last loaded message newer ones are asked for. */
const LOAD_WITHIN_ROWS = 8
const MARKED_MS = 2_500
/** The rows around it are drawn by then. */
const FOCUS_AFTER_MS = 60

/**
 * Brings the reader to the place the session names, and loads newer messages as their place comes near.
 *
 * @param lastShown the index of the last row that is drawn
 * @returns the id of the message that is marked
 */
export function useFarPart(
  session: ConversationSession,
  list: Virtualizer<HTMLDivElement, HTMLDivElement>,
  ids: readonly string[],
  lastShown: number,
): string | null {
  const place = useSessionState(session, (state) => state.place)
  const hasNewer = useSessionState(session, (state) => state.hasNewer)
  const newer = useSessionState(session, (state) => state.newer)
  const brought = useRef<typeof place>(null)

  useLayoutEffect(() => {
    // The rows may be drawn a moment after the session has them.
    const index = place ? ids.indexOf(place.messageId) : -1
    if (index === -1 || brought.current === place) return
    brought.current = place
    if (place?.is === 'end') list.scrollToEnd()
    // The field there takes the focus itself.
    else if (place?.is === 'edited') list.scrollToIndex(index, { align: 'auto' })
    else {
      list.scrollToIndex(index, { align: 'center' })
      setTimeout(() => focusMessage(list, index), FOCUS_AFTER_MS)
    }
  }, [place, ids, list])

  useEffect(() => {
    if (!place) return
    const timer = setTimeout(() => session.far.arrived(), MARKED_MS)
    return () => clearTimeout(timer)
  }, [place, session])

  useEffect(() => {
    const isNear = lastShown >= ids.length - LOAD_WITHIN_ROWS
    if (hasNewer && newer === 'idle' && isNear) void session.far.loadNewer()
  }, [hasNewer, newer, lastShown, ids.length, session])

  return place?.is === 'found' ? place.messageId : null
}

/** Where reading goes on, also for those who do not see the mark. */
function focusMessage(list: Virtualizer<HTMLDivElement, HTMLDivElement>, index: number): void {
  const row = list.scrollElement?.querySelector<HTMLElement>(`[data-index="${index}"] > article`)
  row?.focus({ preventScroll: true })
}
