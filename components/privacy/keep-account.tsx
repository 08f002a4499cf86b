'use client'

import { signOut } from 'next-auth/react'
import { useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { undoDeletion } from '@/lib/privacy/actions'

/** The one thing to do in an account that is being deleted: taking that back. */
export function KeepAccount() {
  const [pending, setPending] = useState<'keep' | 'leave' | null>(null)
  const [error, setError] = useState<string | null>(null)

  async function keep() {
    setPending('keep')
    setError(null)
    const result = await callAction(() => undoDeletion(undefined))
    if (result.ok) return window.location.assign('/chat')
    setPending(null)
    setError(result.error.message)
  }

  async function leave() {
    setPending('leave')
    await signOut({ redirect: false }).catch(() => undefined)
    window.location.assign('/')
  }

  return (
    <div className="flex flex-col gap-4">
      {error && (
        <Notice tone="danger" live>
          {error}
        </Notice>
      )}
      <Button variant="primary" loading={pending === 'keep'} onClick={keep}>
        Keep my account
      </Button>
      <Button variant="ghost" loading={pending === 'leave'} onClick={leave}>
        Sign out
      </Button>
    </div>
  )
}
