'use client'

import { Button } from '@/components/ui/button'
import { Spinner } from '@/components/ui/spinner'
import type { ConversationSession } from '../session/conversation-session'
import { useSessionState } from '../session/sessions'

/** Room below the last message for words about newer ones. */
export const NEWER_PX = 64

/** At the foot of a part of the thread that does not reach its end: newer messages on their way, or why not. */
export function NewerMessages({ session }: { session: ConversationSession }) {
  const hasNewer = useSessionState(session, (state) => state.hasNewer)
  const state = useSessionState(session, ({ newer }) => newer)
  if (!hasNewer) return null
  return (
    <div className="absolute inset-x-0 bottom-0 flex h-16 items-center justify-center gap-2 text-ink-muted">
      {state === 'failed' ? (
        <>
          <span>Newer messages could not be loaded.</span>
          <Button size="sm" variant="ghost" onClick={() => void session.far.loadNewer()}>
            Try again
          </Button>
        </>
      ) : (
        <>
          <Spinner />
          <span className="sr-only">Loading newer messages</span>
        </>
      )}
    </div>
  )
}
