'use client'

import { Button } from '@/components/ui/button'
import { Spinner } from '@/components/ui/spinner'
import { useConversation } from '../conversation/context'
import type { SessionState } from '../session/state'

/** At the top of the thread: older messages on their way, or why not. */
export function OlderMessages({ state, hasOlder }: { state: SessionState['older']; hasOlder: boolean }) {
  const { session } = useConversation()
  if (!hasOlder) return null
  return (
    <div className="absolute inset-x-0 top-0 flex h-14 items-center justify-center gap-2 text-ink-muted">
      {state === 'failed' ? (
        <>
          <span>Older messages could not be loaded.</span>
          <Button size="sm" variant="ghost" onClick={() => void session.loadOlder()}>
            Try again
          </Button>
        </>
      ) : (
        <>
          <Spinner />
          <span className="sr-only">Loading older messages</span>
        </>
      )}
    </div>
  )
}
