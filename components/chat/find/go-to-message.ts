import type { useRouter } from 'next/navigation'
import { isOutOfReach } from '@/components/shell/offline'
import { findSession } from '../session/sessions'
import { leadTo } from './lead-to'

const HASH = /^#message-([0-9a-f]{24})$/

/** Opens a conversation at a message of it. */
export function goToMessage(
  router: ReturnType<typeof useRouter>,
  conversationId: string,
  messageId: string,
): void {
  const session = findSession(conversationId)
  const path = `/chat/${conversationId}`
  if (session && location.pathname === path) void leadTo(session, messageId)
  else if (!isOutOfReach(path)) router.push(`${path}#message-${messageId}`)
}

/** @returns the message the address leads to, and takes it out of the address: a reload is not another search */
export function takeMessageFromAddress(): string | null {
  const messageId = HASH.exec(location.hash)?.[1] ?? null
  if (messageId) history.replaceState(history.state, '', location.pathname)
  return messageId
}
