'use client'

import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { buttonStyles } from '@/components/ui/button-styles'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { useConversation } from '../conversation/context'

/** A conversation that is on its way, gone, or out of reach. */
export function ThreadState({ phase }: { phase: 'loading' | 'gone' | 'failed' }) {
  const { session } = useConversation()
  if (phase === 'loading') {
    return (
      <div role="status" aria-label="Loading the conversation" className="min-h-0 flex-1 overflow-hidden">
        <ThreadSkeleton />
      </div>
    )
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col justify-center">
      {phase === 'gone' ? (
        <Gone />
      ) : (
        <ErrorState
          title="The conversation could not be loaded"
          action={<Button onClick={() => void session.refresh()}>Try again</Button>}
        >
          Nothing is lost: it is kept on the server.
        </ErrorState>
      )}
    </div>
  )
}

/** What was being written goes along when the reader leaves: `useTakeAlong`. */
function Gone() {
  const { session } = useConversation()
  const wasHere = session.chat.messages.length > 0
  return (
    <EmptyState
      title="This conversation does not exist"
      action={
        <Link href="/chat" className={buttonStyles({ variant: 'primary' })}>
          New chat
        </Link>
      }
    >
      {wasHere
        ? 'It was deleted in another window. What you have not sent goes along to a new chat.'
        : 'It was deleted, or it belongs to somebody else.'}
    </EmptyState>
  )
}

function ThreadSkeleton() {
  return (
    <div className="mx-auto flex max-w-reading flex-col gap-4 px-4 py-14">
      <Skeleton className="ms-auto h-11 w-2/5 rounded-card" />
      <Skeleton className="w-full" />
      <Skeleton className="w-11/12" />
      <Skeleton className="w-3/5" />
    </div>
  )
}
