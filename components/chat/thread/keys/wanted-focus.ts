import { type RefObject, useEffect } from 'react'
import { useConversation } from '../../conversation/context'
import type { ConversationSession } from '../../session/conversation-session'

/** The message that is to have the focus once it is there. */
const wanted = new WeakMap<ConversationSession, string>()

/** A version takes the place of another, whose row goes, and the focus with it. */
export function focusWhenShown(session: ConversationSession, messageId: string): void {
  wanted.set(session, messageId)
}

export function useWantedFocus(messageId: string | undefined, article: RefObject<HTMLElement | null>): void {
  const { session } = useConversation()
  useEffect(() => {
    if (messageId === undefined || wanted.get(session) !== messageId) return
    wanted.delete(session)
    // Whoever has gone on to something else meanwhile stays there.
    if (document.activeElement === document.body) article.current?.focus({ preventScroll: true })
  }, [session, messageId, article])
}
