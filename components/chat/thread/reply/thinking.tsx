'use client'

import { Mark } from '@/components/ui/mark'
import { useConversation } from '../../conversation/context'
import { useSessionState } from '../../session/sessions'

/** While there is nothing to read yet. */
export function Thinking() {
  const { session } = useConversation()
  const connection = useSessionState(session, (state) => state.connection)
  return (
    <p className="flex min-h-8 animate-late items-center gap-3 text-ink-muted">
      <Mark thinking />
      <span className={connection === 'waiting' ? undefined : 'sr-only'}>
        {connection === 'waiting' ? 'Waiting for the connection' : 'Numina is thinking'}
      </span>
    </p>
  )
}
