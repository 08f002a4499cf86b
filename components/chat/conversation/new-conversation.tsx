'use client'

import { usePathname } from 'next/navigation'
import { type ReactNode, useEffect, useState } from 'react'
import type { ConversationSession } from '../session/conversation-session'
import { newSession, openSession, useSessionState } from '../session/sessions'
import type { Reader } from './context'
import { Conversation } from './conversation'
import { Suggestions } from './suggestions'

/**
 * The page of a new conversation. It gets its own address with its first message, without a load; so this page may also find itself
 * at the address of a conversation, when the reader comes back to it through the browser's history.
 */
export function NewConversation({ greeting, reader }: { greeting: ReactNode; reader: Reader }) {
  const pathname = usePathname()
  const idInAddress = /^\/chat\/([0-9a-f]{24})$/.exec(pathname)?.[1] ?? null
  const [shown, setShown] = useState(() => ({ id: idInAddress, session: sessionFor(idInAddress) }))
  const { session } = shown

  if (shown.id !== idInAddress) {
    const next = idInAddress === session.id ? session : sessionFor(idInAddress)
    setShown({ id: idInAddress, session: next })
  }
  useAddress(session)

  return (
    <Conversation
      key={session.id}
      session={session}
      reader={reader}
      opening={
        <div className="mx-auto flex w-full max-w-reading flex-1 flex-col justify-center gap-8 px-4 py-10">
          <h1 className="text-balance font-medium text-2xl tracking-tight">{greeting}</h1>
          <Suggestions onChoose={(text) => session.send(text)} />
        </div>
      }
    />
  )
}

function sessionFor(id: string | null): ConversationSession {
  return id ? openSession(id, null) : newSession()
}

/** Gives the conversation its address once the server knows it. */
function useAddress(session: ConversationSession): void {
  const phase = useSessionState(session, (state) => state.phase)
  useEffect(() => {
    if (phase === 'ready' && location.pathname === '/chat')
      history.replaceState(null, '', `/chat/${session.id}`)
  }, [phase, session])
}
