'use client'

import { useEffect, useState } from 'react'
import type { ConversationView } from '@/lib/chat/schema'
import { openSession } from '../session/sessions'
import type { Reader } from './context'
import { Conversation } from './conversation'

/** The page of a conversation, which starts from what the server read. Give it the conversation's id as its key. */
export function ExistingConversation({ view, reader }: { view: ConversationView; reader: Reader }) {
  const [session] = useState(() => openSession(view.conversation.id, view, reader.owner))
  useEffect(() => session.begin(view), [session, view])
  return <Conversation session={session} reader={reader} />
}
