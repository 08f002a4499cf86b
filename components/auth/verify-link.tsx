'use client'

import Link from 'next/link'
import { useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { Button } from '@/components/ui/button'
import { buttonStyles } from '@/components/ui/button-styles'
import { Notice } from '@/components/ui/notice'
import { verifyByLink } from '@/lib/accounts/actions'

/** Programs that look at links in mails must not use them up: a person presses the button. */
export function VerifyLink({ token }: { token: string }) {
  const [state, setState] = useState<'idle' | 'pending' | 'done'>('idle')
  const [problem, setProblem] = useState<string | null>(null)

  async function confirm() {
    setState('pending')
    setProblem(null)
    const result = await callAction(() => verifyByLink({ token }))
    setState(result.ok ? 'done' : 'idle')
    if (!result.ok) setProblem(result.error.message)
  }

  if (state === 'done') {
    return (
      <>
        <Notice tone="success" live>
          Thank you. Your address is confirmed.
        </Notice>
        <Link href="/chat" className={buttonStyles({ variant: 'primary' })}>
          Go to your conversations
        </Link>
      </>
    )
  }
  return (
    <>
      {problem && (
        <Notice tone="danger" live>
          {problem}
        </Notice>
      )}
      <Button variant="primary" loading={state === 'pending'} onClick={confirm}>
        Confirm this address
      </Button>
    </>
  )
}
