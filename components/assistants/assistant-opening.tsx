'use client'

import { type ReactNode, useEffect } from 'react'
import { useConversation } from '@/components/chat/conversation/context'
import { Suggestions } from '@/components/chat/conversation/suggestions'
import { useSessionState } from '@/components/chat/session/sessions'
import { AssistantPicture } from './assistant-picture'
import { useAssistant } from './assistants'

/** How a new conversation begins with the assistant that was chosen for it; `children` without one. */
export function AssistantOpening({ children }: { children: ReactNode }) {
  const { session } = useConversation()
  const assistant = useAssistant(useSessionState(session, (state) => state.assistantId))

  useEffect(() => {
    const { searchParams } = new URL(location.href)
    const wanted = searchParams.get('assistant')
    if (!wanted || session.isTemporary || session.state.phase !== 'new') return
    session.store.patch({ assistantId: wanted })
    history.replaceState(null, '', '/chat')
  }, [session])

  if (!assistant) return children
  const { name, description, starters } = assistant
  return (
    <>
      <div className="flex items-center gap-4">
        <AssistantPicture assistant={assistant} className="size-14 text-2xl" />
        <div className="min-w-0">
          <h1
            dir="auto"
            className="text-balance font-medium text-2xl tracking-tight [overflow-wrap:anywhere]"
          >
            {name}
          </h1>
          {description && (
            <p dir="auto" className="text-ink-muted [overflow-wrap:anywhere]">
              {description}
            </p>
          )}
        </div>
      </div>
      <Suggestions starters={starters} onChoose={(text) => session.send(text)} />
    </>
  )
}
