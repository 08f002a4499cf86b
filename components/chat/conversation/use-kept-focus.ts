import { useEffect } from 'react'
import { isFocusLost } from '@/components/ui/overlay/last-focus'
import type { ConversationSession } from '../session/conversation-session'
import { useSessionState } from '../session/sessions'

/** What begins, stops or chooses an answer is often gone afterwards, and the focus with it: it goes on in the message field. */
export function useKeptFocus(session: ConversationSession, focusComposer: () => void): void {
  const stage = useSessionState(session, ({ busy, comparison }) => `${busy} ${comparison !== null}`)
  useEffect(() => {
    // A button that is disabled loses the focus with the next frame. On a phone the field would bring up the keyboard.
    if (!stage || !window.matchMedia('(pointer: fine)').matches) return
    const soon = setTimeout(() => isFocusLost() && focusComposer(), 60)
    return () => clearTimeout(soon)
  }, [stage, focusComposer])
}
