'use client'

import { useEffect } from 'react'
import type { ConversationSession } from '../session/conversation-session'
import { useSessionState } from '../session/sessions'
import { takeMessageFromAddress } from './go-to-message'
import { leadTo } from './lead-to'

/** Goes to the message the page's address names, once the conversation is there. */
export function useJump(session: ConversationSession): void {
  const isReady = useSessionState(session, ({ phase }) => phase === 'ready')
  useEffect(() => {
    const messageId = isReady ? takeMessageFromAddress() : null
    if (messageId) void leadTo(session, messageId)
  }, [isReady, session])
}
