'use client'

import dynamic from 'next/dynamic'
import { useConversation } from '@/components/chat/conversation/context'
import { useSessionState } from '@/components/chat/session/sessions'
import { Nothing, orNothing } from '@/components/ui/or-nothing'

const AssistantChip = dynamic(
  () => orNothing(import('./assistant-chip').then((module) => module.AssistantChip)),
  { loading: Nothing },
)

/** Where it says which assistant answers, in conversations that have one. */
export function AssistantSpot() {
  const { session } = useConversation()
  const assistantId = useSessionState(session, (state) => state.assistantId)
  return assistantId ? <AssistantChip id={assistantId} /> : null
}
