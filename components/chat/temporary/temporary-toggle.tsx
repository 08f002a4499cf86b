'use client'

import { MessageCircleDashed } from 'lucide-react'
import { useEffect } from 'react'
import { newChatOf } from '@/components/shell/use-shortcuts'
import { IconButton } from '@/components/ui/icon-button'
import { useConversation } from '../conversation/context'
import { TEMPORARY_DRAFT } from '../draft/temporary-draft'
import { leaveWords } from '../draft/use-draft'
import { useSessionState } from '../session/sessions'

const TEMPORARY = '/chat?temporary=1'

/** Makes a conversation that has not begun a temporary one, or a usual one again. */
export function TemporaryToggle() {
  const { session, reader, takeWords } = useConversation()
  const isNew = useSessionState(session, ({ phase, busy }) => phase === 'new' && !busy)
  // The address alone changes, so that nothing is loaded. The words in the field go along, and are kept where they now belong.
  const change = () => {
    const words = takeWords()
    if (words && session.isTemporary) leaveWords(reader.owner, 'new', words)
    else if (words) leaveWords(null, TEMPORARY_DRAFT, words)
    history.replaceState(null, '', session.isTemporary ? '/chat' : TEMPORARY)
  }
  useEffect(() => {
    // Everywhere else the key begins another chat; here it is this button's.
    function press(event: KeyboardEvent) {
      if (!isNew || session.isTemporary || newChatOf(event) !== TEMPORARY) return
      event.preventDefault()
      event.stopPropagation()
      change()
    }
    window.addEventListener('keydown', press, true)
    return () => window.removeEventListener('keydown', press, true)
  })
  if (!isNew) return null

  return (
    <IconButton
      label="Temporary chat"
      shortcut="Ctrl ⇧ L"
      aria-pressed={session.isTemporary}
      aria-keyshortcuts="Control+Shift+L Meta+Shift+L"
      onClick={change}
      className="aria-pressed:bg-accent-soft aria-pressed:text-accent"
    >
      <MessageCircleDashed />
    </IconButton>
  )
}
