'use client'

import { MessageCircleDashed } from 'lucide-react'
import { IconButton } from '@/components/ui/icon-button'
import { useConversation } from '../conversation/context'
import { useSessionState } from '../session/sessions'

/** Makes a conversation that has not begun a temporary one, or a usual one again. */
export function TemporaryToggle() {
  const { session } = useConversation()
  const isNew = useSessionState(session, ({ phase, busy }) => phase === 'new' && !busy)
  if (!isNew) return null
  return (
    <IconButton
      label="Temporary chat"
      shortcut="Ctrl ⇧ L"
      aria-pressed={session.isTemporary}
      aria-keyshortcuts="Control+Shift+L Meta+Shift+L"
      // The address alone changes, so that nothing is loaded and the words in the field may stay.
      onClick={() => history.replaceState(null, '', session.isTemporary ? '/chat' : '/chat?temporary=1')}
      className="aria-pressed:bg-accent-soft aria-pressed:text-accent"
    >
      <MessageCircleDashed />
    </IconButton>
  )
}
