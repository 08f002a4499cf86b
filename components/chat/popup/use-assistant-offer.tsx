'use client'

import { Plus, UserRoundX } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { AssistantPicture } from '@/components/assistants/assistant-picture'
import { chooseAssistantFor, useAssistants } from '@/components/assistants/assistants'
import { isOutOfReach } from '@/components/shell/offline'
import { useConversation } from '../conversation/context'
import { useSessionState } from '../session/sessions'
import type { Choice, Offer } from './choice'

/** What an @ offers: who answers from the next message on. */
export function useAssistantOffer(): Offer {
  const router = useRouter()
  const { session } = useConversation()
  const chosen = useSessionState(session, (state) => state.assistantId)
  const { data = [], status } = useAssistants()

  if (session.isTemporary) {
    const none = 'In a temporary chat Numina itself answers.'
    return { label: 'Assistants', choices: [], state: 'ready', none }
  }
  const choices = data.map(
    (assistant): Choice => ({
      id: `assistant-${assistant.id}`,
      group: 'Assistants',
      label: assistant.name,
      hint: assistant.description || `@${assistant.handle}`,
      words: assistant.handle,
      icon: <AssistantPicture assistant={assistant} className="size-6 text-xs" />,
      run: (replace) => {
        replace('')
        void chooseAssistantFor(session, assistant.id)
      },
    }),
  )
  if (chosen && data.some(({ id }) => id === chosen)) {
    choices.push({
      id: 'assistant-none',
      group: 'Others',
      label: 'Numina itself',
      hint: 'Go on without an assistant',
      words: 'numina none',
      icon: UserRoundX,
      run: (replace) => {
        replace('')
        void chooseAssistantFor(session, null)
      },
    })
  }
  if (data.length === 0 && status === 'success') {
    choices.push({
      id: 'assistant-new',
      group: 'Assistants',
      label: 'New assistant',
      hint: 'Numina with a task of its own',
      icon: Plus,
      run: (replace) => {
        if (isOutOfReach('/settings/assistants/new')) return
        replace('')
        router.push('/settings/assistants/new')
      },
    })
  }
  const state = status === 'pending' ? 'loading' : status === 'error' ? 'failed' : 'ready'
  return { label: 'Assistants', choices, state, none: 'No assistant is called that.' }
}
