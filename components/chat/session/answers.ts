import type { ChatMessage } from '@/lib/chat/schema'
import { newId } from '@/lib/core/ids'
import type { ContinueOptions, RegenerateOptions } from '../transport/transport'
import { questionOf, siblingsWith } from './branch'
import type { ConversationSession } from './conversation-session'
import type { Run } from './services'

export type Wishes = Pick<RegenerateOptions, 'model' | 'hint'>

/** Asks for another answer to a question; the one shown stays as a version. */
export function answerAgain(session: ConversationSession, questionId: string, wishes: Wishes): void {
  if (session.isOccupied) return
  const { messages } = session.chat
  const old = messages[messages.findIndex((message) => message.id === questionId) + 1]
  answer(session, questionId, {
    body: { replyId: newId(), ...wishes },
    versions: (id) => old && siblingsWith(old, id),
    again: () => answerAgain(session, questionId, wishes),
  })
}

/** Asks for the rest of a reply that was stopped, interrupted or cut. */
export function goOn(session: ConversationSession, reply: ChatMessage): void {
  const questionId = questionOf(session.chat.messages, reply)
  if (session.isOccupied || !questionId) return
  session.store.patch({ held: reply })
  answer(session, questionId, {
    body: { replyId: reply.id, continueId: newId() },
    versions: () => reply.metadata?.siblingIds,
    again: () => goOn(session, reply),
  })
}

function answer(
  session: ConversationSession,
  messageId: string,
  { body, ...run }: Pick<Run, 'versions' | 'again'> & { body: RegenerateOptions | ContinueOptions },
): void {
  const { chat } = session
  const before = chat.messages
  void session.run({
    request: () => chat.regenerate({ messageId, body }),
    undo: () => {
      chat.messages = before
    },
    ...run,
  })
}
