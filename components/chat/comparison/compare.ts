import type { ChatMessage, ConversationView } from '@/lib/chat/schema'
import { newId } from '@/lib/core/ids'
import { questionOf } from '../session/branch'
import type { ConversationSession } from '../session/conversation-session'
import { Comparison, until } from './comparison'

/** Puts a second answer, by this model, beside the last one. */
export function compareWith(session: ConversationSession, reply: ChatMessage, model: string): void {
  const { messages } = session.chat
  const question = messages.find(({ id }) => id === questionOf(messages, reply))
  if (session.isOccupied || !question || messages.at(-1)?.id !== reply.id) return
  begin(session, question, model, reply.id)
}

/** Asks the second model what has just been asked of the first. The server has the question. */
export function askSecond(session: ConversationSession, question: ChatMessage, firstId: string): void {
  const { second } = session.state
  if (!second) return
  session.store.patch({ second: null })
  begin(session, question, second, firstId)
}

function begin(session: ConversationSession, question: ChatMessage, model: string, firstId: string): void {
  const { id: conversationId, services } = session
  const comparison = new Comparison({ conversationId, question, model, replyId: newId() }, services)
  session.store.patch({ comparison })
  void comparison.ask(firstId)
}

/** The comparison a window has just ended: what the server said of it a moment before does not bring it back. */
const settled = new WeakMap<ConversationSession, string>()

/** Goes on with a comparison that was begun before this page. */
export function resumeComparison(
  session: ConversationSession,
  { comparison: view, messages }: ConversationView,
) {
  const question = messages.findLast(({ role }) => role === 'user')
  if (!view || !question || session.state.comparison || settled.get(session) === view.replyId) return
  const { generationId, ...second } = view
  const comparison = new Comparison({ ...second, conversationId: session.id, question }, session.services)
  session.store.patch({ comparison })
  if (generationId) void comparison.resume(generationId)
}

/** Another window may have chosen one of the two. */
export function dropSettled(session: ConversationSession, { comparison: view }: ConversationView): void {
  const { comparison } = session.state
  const isAsked = comparison && !comparison.store.read().refusal
  if (isAsked && comparison.replyId !== view?.replyId) session.store.patch({ comparison: null })
}

/**
 * Goes on with one of two answers, once the server has the choice. The other one stays as a version; if it is still being made, it is
 * stopped.
 */
export async function keepAnswer(session: ConversationSession, side: 'first' | 'second'): Promise<void> {
  const { comparison } = session.state
  if (!comparison) return
  if (side === 'first') await comparison.stop()
  else session.runner.stop()
  await Promise.all([comparison.ended(), until(session.store, ({ busy }) => !busy)])
  const kept = side === 'first' ? session.chat.lastMessage?.id : comparison.replyId
  if (session.state.comparison !== comparison) return
  if (kept && !(await session.choose(kept))) return
  settled.set(session, comparison.replyId)
  session.store.patch({ comparison: null })
  session.sendNext()
}

/** Stops the first answer alone. */
export function stopFirst(session: ConversationSession): void {
  const reply = session.chat.lastMessage
  if (reply?.role !== 'assistant' || session.state.stopping) return
  session.store.patch({ stopping: true })
  void session.services.stopReply(session.id, reply.id).catch(() => session.store.patch({ stopping: false }))
}
