'use client'

import { useEffect } from 'react'
import type { ConversationSession } from '../session/conversation-session'

/** Looking at another window for a moment is no reason to ask the server again. */
const AT_MOST_EVERY_MS = 3_000

/** Reads the truth from the server whenever the person, or the network, comes back to this window. */
export function useComesBack(session: ConversationSession): void {
  useEffect(() => {
    let last = 0
    const refresh = () => {
      if (document.hidden || Date.now() - last < AT_MOST_EVERY_MS) return
      last = Date.now()
      void session.refresh()
    }
    /** The browser shows a page it had kept; a page that was loaded is new anyway. */
    const refreshIfKept = (event: PageTransitionEvent) => event.persisted && refresh()
    if (session.state.phase === 'loading') refresh()
    window.addEventListener('online', refresh)
    window.addEventListener('focus', refresh)
    window.addEventListener('pageshow', refreshIfKept)
    document.addEventListener('visibilitychange', refresh)
    return () => {
      window.removeEventListener('online', refresh)
      window.removeEventListener('focus', refresh)
      window.removeEventListener('pageshow', refreshIfKept)
      document.removeEventListener('visibilitychange', refresh)
    }
  }, [session])
}
