import type { ConversationSession } from '../session/conversation-session'
import { textOf } from '../transport/transport'

/** Lets the last question be put in other words, and brings the reader to it, wherever they are. */
export function editLast(session: ConversationSession): void {
  if (session.isOccupied) return
  session.far.leaveThen(() => {
    const last = session.chat.messages.findLast(({ role }) => role === 'user')
    if (!last) return
    session.startEditing(last.id, textOf(last))
    session.store.patch({ place: { messageId: last.id, is: 'edited' } })
  })
}
