'use client'

import dynamic from 'next/dynamic'
import { useConversation } from '@/components/chat/conversation/context'
import { useSessionState } from '@/components/chat/session/sessions'

const Nothing = () => null
const AssistantChip = dynamic(
  () =>
    import('./assistant-chip').then(
      (module) => module.AssistantChip,
      () => Nothing,
    ),
  { loading: Nothing },
)

/** Where it says which assistant answers, in conversations that have one. */
export function AssistantSpot() {
  const { session } = useConversation()
  const assistantId = useSessionState(session, (state) => state.assistantId)
  return assistantId ? <AssistantChip id={assistantId} /> : null
}
