'use client'

import { type ReactNode, type Ref, useSyncExternalStore } from 'react'
import { useConversation } from '../conversation/context'
import { useSessionState } from '../session/sessions'
import { MessageList, type MessageListHandle } from './message-list'
import { OpeningMessages } from './opening-messages'
import { ThreadState } from './thread-state'
import { useThread } from './use-thread'

/** What is between the bar and the composer. */
export function Thread({
  handle,
  onScrolled,
  opening,
}: {
  handle: Ref<MessageListHandle>
  onScrolled: (scrolled: boolean) => void
  opening: ReactNode
}) {
  const { session } = useConversation()
  const { rows, ids, busy } = useThread(session)
  const comparing = useSessionState(session, (state) => state.comparison !== null)
  const phase = useSessionState(session, (state) => state.phase)
  const inBrowser = useSyncExternalStore(
    () => () => undefined,
    () => true,
    () => false,
  )

  if (phase === 'loading' || phase === 'gone' || phase === 'failed') return <ThreadState phase={phase} />
  if (rows.length === 0) return <div className="flex min-h-0 flex-1 flex-col overflow-y-auto">{opening}</div>
  if (!inBrowser) return <OpeningMessages rows={rows} busy={busy} />
  return (
    <MessageList handle={handle} rows={rows} ids={ids} busy={busy || comparing} onScrolled={onScrolled} />
  )
}
