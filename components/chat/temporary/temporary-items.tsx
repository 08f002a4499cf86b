'use client'

import { Copy, Trash2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { MenuItem, MenuSeparator } from '@/components/ui/overlay/dropdown-menu'
import { toast } from '@/components/ui/overlay/toast-store'
import { useConversation } from '../conversation/context'
import type { ConversationSession } from '../session/conversation-session'
import { textOf } from '../transport/transport'
import { endTemporary } from './temporary-session'

/** What can be done with a temporary conversation: take it along, and end it. */
export function TemporaryItems() {
  const { session, takeWords } = useConversation()
  const router = useRouter()
  return (
    <>
      <MenuItem onSelect={() => void copy(session)}>
        <Copy aria-hidden />
        Copy conversation
      </MenuItem>
      <MenuItem
        danger
        onSelect={() => {
          takeWords()
          endTemporary()
          router.replace('/chat')
        }}
      >
        <Trash2 aria-hidden />
        End and discard
      </MenuItem>
      <MenuSeparator />
    </>
  )
}

async function copy(session: ConversationSession): Promise<void> {
  const said = session.chat.messages.map(
    (message) => `## ${message.role === 'user' ? 'You' : 'Numina'}\n\n${textOf(message)}`,
  )
  try {
    await navigator.clipboard.writeText(`${said.join('\n\n')}\n`)
    toast({ title: 'Conversation copied' })
  } catch {
    toast({ title: 'The browser did not allow copying.', tone: 'danger' })
  }
}
