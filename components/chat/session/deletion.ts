import { callAction } from '@/components/actions/call-action'
import { toast } from '@/components/ui/overlay/toast-store'
import { deleteMessage, restoreMessage } from '@/lib/chat/actions'
import type { Deletion } from '@/lib/chat/schema'
import { textOf } from '../transport/transport'
import { withoutMessage } from './branch'
import type { ConversationSession } from './conversation-session'

const FIRST_WORDS_CHARS = 60

/**
 * Deletes a message with ten seconds to think better of it. What was written after it stays.
 *
 * @returns whether it is gone
 */
export async function removeMessage(session: ConversationSession, messageId: string): Promise<boolean> {
  // What is kept nowhere has nothing to delete; it goes as a whole.
  if (session.isTemporary) return false
  if (session.isOccupied) {
    toast({ title: 'An answer is being made here. Stop it or wait for it, then delete.' })
    return false
  }
  const before = session.chat.messages
  const result = await callAction(() => deleteMessage({ id: session.id, messageId }))
  if (!result.ok) {
    toast({ title: result.error.message, tone: 'danger' })
    return false
  }
  const { page, undo } = result.data
  // Something else may have been asked for meanwhile, such as another version.
  if (session.chat.messages !== before) void session.refresh()
  else if (page) session.show(page)
  else session.chat.messages = withoutMessage(before, messageId)
  const after = session.chat.messages
  const bringBack = async () => {
    if (!(await restore(session.id, messageId, undo))) return
    if (session.chat.messages === after) session.chat.messages = before
    else await session.refresh()
  }
  const deleted = before.find(({ id }) => id === messageId)
  toast({
    title: 'Message deleted',
    // Several may be deleted one after the other.
    ...(deleted && { description: textOf(deleted).slice(0, FIRST_WORDS_CHARS) }),
    action: { label: 'Undo', onSelect: () => void bringBack(), ends: true },
  })
  return true
}

async function restore(id: string, messageId: string, undo: Deletion['undo']): Promise<boolean> {
  const result = await callAction(() => restoreMessage({ id, messageId, undo }))
  if (!result.ok) toast({ title: result.error.message, tone: 'danger' })
  return result.ok
}
