import { newId } from '@/lib/core/ids'
import { siblingsWith, userMessage } from './branch'
import type { ConversationSession } from './conversation-session'

/** Asks the same question in other words: a new branch beside the old one. */
export function askInOtherWords(session: ConversationSession, messageId: string, text: string): void {
  const { chat, store } = session
  const before = chat.messages
  const at = before.findIndex((message) => message.id === messageId)
  const old = before[at]
  if (!old || session.isOccupied) return
  const id = newId()
  const message = userMessage(id, text, old.metadata?.parentId ?? null, siblingsWith(old, id))
  chat.messages = before.slice(0, at)
  store.patch({ editing: null })
  void session.run({
    request: () => session.post(message),
    undo: () => {
      chat.messages = before
      store.patch({ editing: { messageId, text } })
    },
    again: () => {
      const { editing } = session.state
      if (editing?.messageId === messageId) askInOtherWords(session, messageId, editing.text)
    },
  })
}
