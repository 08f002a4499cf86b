'use client'

import { useEffect, useSyncExternalStore } from 'react'
import { callAction } from '@/components/actions/call-action'
import { selectMessage, showMessage } from '@/lib/chat/actions'
import type { ConversationView } from '@/lib/chat/schema'
import { newId } from '@/lib/core/ids'
import { refreshConversations } from '../list/conversations'
import { createTransport } from '../transport/transport'
import { getJson, postJson } from './api'
import { ConversationSession } from './conversation-session'
import type { SessionServices } from './services'
import type { SessionState } from './state'
import { queueKey, unsentConversations } from './storage'

const services: SessionServices = {
  createTransport: (onConnection) => createTransport({ onConnection }),
  readConversation: (id) => getJson(`/api/conversations/${id}`),
  readOlder: (id, before) => getJson(`/api/conversations/${id}/messages?before=${before}`),
  readNewer: (id, after) => getJson(`/api/conversations/${id}/messages?after=${after}`),
  stopReply: (id, replyId) => postJson(`/api/chat/${id}/stop${replyId ? `?reply=${replyId}` : ''}`, {}),
  selectMessage: (input) => callAction(() => selectMessage(input)),
  showMessage: (input) => callAction(() => showMessage(input)),
  onListChange: refreshConversations,
}

/** Sessions of this window by conversation. Empty on the server, where every render makes its own. */
const sessions = new Map<string, ConversationSession>()

/** @returns the conversation's session: the one this window has, or a new one of `owner` that starts from `view` */
export function openSession(id: string, view: ConversationView | null, owner: string): ConversationSession {
  return sessions.get(id) ?? new ConversationSession(id, view ?? 'unread', services, owner)
}

/** @returns a session for a conversation that does not exist yet, with what an earlier page of `owner` could not send */
export function newSession(owner: string): ConversationSession {
  const left = unsentConversations(owner).find((id) => !sessions.has(id))
  return new ConversationSession(left ?? newId(), 'new', services, owner)
}

export function findSession(id: string): ConversationSession | undefined {
  return sessions.get(id)
}

/** @returns all sessions of this window */
export function everySession(): ConversationSession[] {
  return [...sessions.values()]
}

/** Sessions that are on screen. */
const shown = new Set<ConversationSession>()

/** Keeps a session while it is on screen and, after that, while replies are being made. */
export function useKeepSession(session: ConversationSession): void {
  useEffect(() => {
    sessions.set(session.id, session)
    shown.add(session)
    session.loadOutbox()
    const onStorage = (event: StorageEvent) => {
      if (session.owner && event.key === queueKey(session.owner, session.id)) session.loadOutbox()
    }
    window.addEventListener('storage', onStorage)
    return () => {
      window.removeEventListener('storage', onStorage)
      shown.delete(session)
      forgetWhenIdle(session)
    }
  }, [session])
}

function forgetWhenIdle(session: ConversationSession): void {
  const look = () => {
    if (shown.has(session)) unsubscribe()
    else queueMicrotask(() => !session.isAtWork && !shown.has(session) && forget())
  }
  const forget = () => {
    unsubscribe()
    if (sessions.get(session.id) === session) sessions.delete(session.id)
  }
  const unsubscribe = session.store.subscribe(look)
  look()
}

/** Reads one value of a session's state and renders again when it changes. `select` returns parts of the state, not new objects. */
export function useSessionState<T>(session: ConversationSession, select: (state: SessionState) => T): T {
  const read = () => select(session.store.read())
  return useSyncExternalStore(session.store.subscribe, read, read)
}
