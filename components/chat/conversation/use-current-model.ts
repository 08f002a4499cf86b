'use client'

import { useAssistant } from '@/components/assistants/assistants'
import type { ConversationSession } from '../session/conversation-session'
import { useSessionState } from '../session/sessions'
import { useModels } from './models'

/** @returns the id of the model that answers next: the conversation's, its assistant's, or the default */
export function useCurrentModel(session: ConversationSession): string | null {
  const chosen = useSessionState(session, (state) => state.model)
  const assistant = useAssistant(useSessionState(session, (state) => state.assistantId))
  const { defaultId } = useModels()
  return chosen ?? assistant?.model ?? defaultId
}
