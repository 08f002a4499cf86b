import { newId } from '@/lib/core/ids'
import { postJson } from '../session/api'
import { ConversationSession } from '../session/conversation-session'
import { createTransport } from '../transport/transport'
import { askBeforeLeaving, forgetTrace, leaveTrace } from './leaving'
import { LocalTree } from './local-tree'
import { toTemporaryInput } from './request'

/** The temporary conversation of this window. It lives as long as the page, also while another conversation is on screen. */
let current: ConversationSession | null = null
let isAsking = false

/** @returns the temporary conversation of this window, or a new one */
export function openTemporary(): ConversationSession {
  // On the server every render makes its own, so that nobody sees another's.
  if (typeof window === 'undefined') return createSession()
  current ??= createSession()
  if (!isAsking) askBeforeLeaving(() => (current?.chat.messages.length ?? 0) > 0)
  isAsking = true
  return current
}

/** Ends the temporary conversation. Nothing of it is left. */
export function endTemporary(): void {
  current?.stop()
  current = null
  forgetTrace()
}

function createSession(): ConversationSession {
  const tree = new LocalTree()
  const session: ConversationSession = new ConversationSession(newId(), 'temporary', {
    createTransport: (onConnection) =>
      createTransport({
        onConnection,
        toBody: (request) => toTemporaryInput(request, session.state.model, (id) => tree.find(id)),
      }),
    readConversation: () => Promise.reject(new Error('a temporary conversation is nowhere but here')),
    readOlder: async () => ({ messages: [], hasOlder: false }),
    readNewer: async () => ({ messages: [], hasOlder: false, hasNewer: false }),
    stopReply: (id) => postJson(`/api/chat/${id}/stop`, {}),
    selectMessage: async ({ messageId }) => ({ ok: true, data: tree.branchThrough(messageId) }),
    showMessage: async ({ messageId }) => ({
      ok: true,
      data: { ...tree.branchThrough(messageId), hasNewer: false },
    }),
    onListChange: () => {
      tree.record(session.chat.messages)
      if (session === current && session.chat.messages.length > 0) leaveTrace(session.id)
    },
  })
  return session
}
