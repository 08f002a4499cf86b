'use client'

import { X } from 'lucide-react'
import Link from 'next/link'
import { useEffect, useState } from 'react'
import { withCallback } from '@/components/auth/callback-url'
import { Button } from '@/components/ui/button'
import { buttonStyles } from '@/components/ui/button-styles'
import { CopyButton } from '@/components/ui/copy-button'
import { IconButton } from '@/components/ui/icon-button'
import { Notice } from '@/components/ui/notice'
import type { ErrorBody } from '@/lib/core/errors'
import { useConversation } from '../conversation/context'
import { useSessionState } from '../session/sessions'

/** Why the last thing asked for did not happen, and what helps. */
export function RefusalNotice() {
  const { session, focusComposer } = useConversation()
  const refusal = useSessionState(session, (state) => state.refusal)
  if (!refusal) return null
  const isLimit = refusal.code === 'rate_limited' || refusal.code === 'limit_reached'
  const tone = isLimit ? 'warning' : 'danger'
  return (
    <Notice tone={tone} live className="mb-2">
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <p>{wordsOf(refusal)}</p>
          <div className="mt-2 flex flex-wrap items-center gap-2">
            <WayOut key={refusal.requestId} refusal={refusal} />
            {refusal.code === 'internal' && refusal.requestId && (
              <CopyButton text={refusal.requestId} label="Copy request id" size="sm" variant="ghost" />
            )}
          </div>
        </div>
        <IconButton
          label="Dismiss"
          size="sm"
          className="-me-1.5 -mt-1.5"
          onClick={() => {
            session.dismissRefusal()
            focusComposer()
          }}
        >
          <X />
        </IconButton>
      </div>
    </Notice>
  )
}

/** What is wrong with a field says more than that something is wrong. */
function wordsOf({ message, fields }: ErrorBody): string {
  return Object.values(fields ?? {})[0] ?? message
}

function WayOut({ refusal }: { refusal: ErrorBody }) {
  const { session } = useConversation()
  const isUsedUp = refusal.code === 'limit_reached'
  // Hours are not counted in seconds; and whoever has another plan by then need not wait.
  const seconds = useCountdown(isUsedUp ? 0 : (refusal.retryAfter ?? 0))
  if (refusal.code === 'unauthenticated') {
    // A new page: whoever signs in may be somebody else, and finds nothing of what this window remembers.
    return (
      <a href={withCallback('/sign-in', location.pathname)} className={buttonStyles({ size: 'sm' })}>
        Sign in again
      </a>
    )
  }
  return (
    <>
      {isUsedUp && (
        <Link href="/settings/usage" className={buttonStyles({ size: 'sm' })}>
          See usage and plans
        </Link>
      )}
      <Button size="sm" disabled={seconds > 0} onClick={() => session.tryAgain()}>
        {seconds > 0 ? `Try again in ${seconds} s` : 'Try again'}
      </Button>
    </>
  )
}

/** Counts whole seconds down to 0. */
function useCountdown(from: number): number {
  const [end] = useState(() => Date.now() + from * 1000)
  const [left, setLeft] = useState(from)
  useEffect(() => {
    const timer = setInterval(() => {
      const seconds = Math.max(0, Math.ceil((end - Date.now()) / 1000))
      setLeft(seconds)
      if (seconds === 0) clearInterval(timer)
    }, 250)
    return () => clearInterval(timer)
  }, [end])
  return left
}
