import { toast } from '@/components/ui/overlay/toast-store'
import type { ConversationSession } from '../session/conversation-session'

/** Shows a message of a conversation that is on screen; once its reply has ended, when one is being made. */
export async function leadTo(session: ConversationSession, messageId: string): Promise<void> {
  if ((await session.far.lead(messageId)) !== 'busy') return
  toast({ title: 'Numina is still answering. You will be taken to the message when the answer has ended.' })
  const unsubscribe = session.store.subscribe(() => {
    if (session.isOccupied) return
    unsubscribe()
    // The reply's own last changes come in the same breath.
    setTimeout(() => void session.far.lead(messageId))
  })
}
