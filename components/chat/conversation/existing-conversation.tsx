'use client'

import { useEffect, useState } from 'react'
import type { ConversationView } from '@/lib/chat/schema'
import { openSession } from '../session/sessions'
import type { Reader } from './context'
import { Conversation } from './conversation'

/** What was shown before comes again from the router's memory, however old it is, when the browser goes back. */
const shown = new WeakSet<ConversationView>()

/** The page of a conversation, which starts from what the server read. Give it the conversation's id as its key. */
export function ExistingConversation({ view, reader }: { view: ConversationView; reader: Reader }) {
  const { id } = view.conversation
  const [session] = useState(() => openSession(id, shown.has(view) ? null : view, reader.owner))
  useEffect(() => {
    if (shown.has(view)) void session.refresh()
    else session.begin(view)
    shown.add(view)
  }, [session, view])
  return <Conversation session={session} reader={reader} />
}
