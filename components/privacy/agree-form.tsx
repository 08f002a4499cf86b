'use client'

import { signOut } from 'next-auth/react'
import { useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { agree } from '@/lib/consents/actions'
import type { Agreement } from '@/lib/consents/schema'

/** Agreeing to what was read, or leaving. */
export function AgreeForm({ read }: { read: Agreement }) {
  const [pending, setPending] = useState<'agree' | 'leave' | null>(null)
  const [error, setError] = useState<string | null>(null)

  async function confirm() {
    setPending('agree')
    setError(null)
    const result = await callAction(() => agree(read))
    if (result.ok) return window.location.assign('/chat')
    setPending(null)
    setError(result.error.message)
  }

  async function leave() {
    setPending('leave')
    await signOut({ redirect: false }).catch(() => undefined)
    window.location.assign('/sign-in')
  }

  return (
    <div className="flex flex-col gap-4">
      {error && (
        <Notice tone="danger" live>
          {error}
        </Notice>
      )}
      <Button variant="primary" loading={pending === 'agree'} onClick={confirm}>
        I agree
      </Button>
      <Button variant="ghost" loading={pending === 'leave'} onClick={leave}>
        Sign out
      </Button>
    </div>
  )
}
