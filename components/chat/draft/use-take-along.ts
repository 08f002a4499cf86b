'use client'

import { useEffect, useLayoutEffect } from 'react'
import { deletedHere } from '../list/commands'
import type { ConversationSession } from '../session/conversation-session'
import { useSessionState } from '../session/sessions'
import { takeAlong } from './take-along'

/**
 * Takes what was being written in a conversation that was deleted elsewhere to a new chat, whichever way the reader leaves. Not before: should
 * the deletion be undone, the words are still there.
 *
 * @param takeWords takes away what stands in the field; must stay the same between renders
 */
export function useTakeAlong(session: ConversationSession, takeWords: () => string): void {
  const isGone = useSessionState(session, ({ phase }) => phase === 'gone')
  // It was brought back, or never went.
  useEffect(() => void deletedHere.delete(session.id), [session])
  // When it is cleaned up, the field is still there.
  useLayoutEffect(() => {
    const { owner, id } = session
    if (!isGone || owner === null) return
    const leave = () => {
      if (session.state.phase !== 'gone' || deletedHere.has(id)) return
      takeAlong(owner, id, takeWords() || undefined)
      session.loadOutbox()
    }
    window.addEventListener('pagehide', leave)
    return () => {
      window.removeEventListener('pagehide', leave)
      leave()
    }
  }, [isGone, session, takeWords])
}
