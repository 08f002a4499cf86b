'use client'

import { useEffect } from 'react'
import type { ConversationSession } from '../chat/session/conversation-session'

/** The conversation on screen, and what its page can do with it. */
export type Offer = { session: ConversationSession; rename(): void }

let offered: Offer | null = null

/** Lets the palette act on the conversation on screen. */
export function useOffer(session: ConversationSession, setRenaming: (renaming: boolean) => void): void {
  useEffect(() => {
    const offer = { session, rename: () => setRenaming(true) }
    offered = offer
    return () => {
      if (offered === offer) offered = null
    }
  }, [session, setRenaming])
}

export function readOffer(): Offer | null {
  return offered
}
