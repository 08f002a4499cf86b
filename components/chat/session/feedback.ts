import { callAction } from '@/components/actions/call-action'
import { toast } from '@/components/ui/overlay/toast-store'
import type { ChatMessage } from '@/lib/chat/schema'
import { rateMessage } from '@/lib/feedback/actions'
import type { Feedback } from '@/lib/feedback/schema'
import type { ConversationSession } from './conversation-session'

/** Says what the reader thinks of a reply, at once; takes it back when the server does not have it. @returns whether it has */
export async function giveFeedback(
  session: ConversationSession,
  message: ChatMessage,
  feedback: Feedback | null,
): Promise<boolean> {
  const before = message.metadata?.feedback ?? null
  show(session, message.id, feedback)
  const result = await callAction(() => rateMessage({ id: session.id, messageId: message.id, feedback }))
  if (result.ok) return true
  show(session, message.id, before)
  toast({ title: result.error.message, tone: 'danger' })
  return false
}

function show(session: ConversationSession, id: string, feedback: Feedback | null): void {
  session.chat.messages = session.chat.messages.map((message) => {
    if (message.id !== id || !message.metadata) return message
    const { feedback: _, ...metadata } = message.metadata
    return { ...message, metadata: feedback ? { ...metadata, feedback } : metadata }
  })
}
