'use client'

import { useChat } from '@ai-sdk/react'
import { useMemo, useState } from 'react'
import type { ChatMessage } from '@/lib/chat/schema'
import type { ConversationSession } from '../session/conversation-session'
import { useSessionState } from '../session/sessions'
import { textOf } from '../transport/transport'

/** How often a growing reply is drawn: about the pace at which its pieces arrive. */
const DRAW_EVERY_MS = 40

/** A place in the thread: a message, or the one that is being thought about. */
export type Row = { id: string; message: ChatMessage | null }

/** What the thread shows, oldest first. Rows whose message has not changed carry the same message object as before. */
export function useThread(session: ConversationSession): {
  rows: Row[]
  ids: readonly string[]
  busy: boolean
} {
  const { messages } = useChat({ chat: session.chat, throttle: DRAW_EVERY_MS })
  const held = useSessionState(session, (state) => state.held)
  const busy = useSessionState(session, (state) => state.busy)
  const rows = useMemo(() => toRows(messages, held, busy), [messages, held, busy])
  return { rows, ids: useIds(rows), busy }
}

/** The list lays out every message anew when this changes: so not with each piece of a reply. */
function useIds(rows: readonly Row[]): readonly string[] {
  const [ids, setIds] = useState<readonly string[]>(() => rows.map(({ id }) => id))
  if (ids.length === rows.length && rows.every(({ id }, i) => id === ids[i])) return ids
  const changed = rows.map(({ id }) => id)
  setIds(changed)
  return changed
}

/** A reply that is being continued keeps its old words until the new stream has as many. */
export function toRows(messages: readonly ChatMessage[], held: ChatMessage | null, busy: boolean): Row[] {
  const rows: Row[] = messages.map((message) => ({ id: message.id, message }))
  const last = messages.at(-1)
  if (held && last?.id === held.id) {
    if (textOf(last).length < textOf(held).length) rows[rows.length - 1] = { id: held.id, message: held }
  } else if (held) rows.push({ id: held.id, message: held })
  else if (busy && last?.role !== 'assistant') rows.push({ id: 'thinking', message: null })
  else if (busy && last?.metadata?.status !== 'running') rows.push({ id: 'thinking', message: null })
  return rows
}
