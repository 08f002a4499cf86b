'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { Button } from '@/components/ui/button'
import { buttonStyles } from '@/components/ui/button-styles'
import { Notice } from '@/components/ui/notice'
import { newId } from '@/lib/core/ids'
import { continueShared } from '@/lib/shares/actions'

/** Puts a copy into the reader's account and opens it; who is not signed in does that first, and comes back here. */
export function ContinueShared({ token, signedIn }: { token: string; signedIn: boolean }) {
  const router = useRouter()
  const [pending, setPending] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const [copyId] = useState(() => newId())

  if (!signedIn) {
    return (
      <Link
        href={`/sign-in?callbackUrl=${encodeURIComponent(`/s/${token}`)}`}
        className={buttonStyles({ variant: 'primary' })}
      >
        Sign in to continue this conversation
      </Link>
    )
  }

  async function copy() {
    setPending(true)
    setError(null)
    const result = await callAction(() => continueShared({ token, conversationId: copyId }))
    if (result.ok) {
      router.push(`/chat/${result.data.conversationId}`)
      return
    }
    setPending(false)
    setError(result.error.message)
  }

  return (
    <div className="flex flex-col items-center gap-3">
      <Button variant="primary" loading={pending} onClick={copy}>
        Continue this conversation
      </Button>
      {error && (
        <Notice tone="danger" live>
          {error}
        </Notice>
      )}
    </div>
  )
}
