'use client'

import { useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { enterByLink } from '@/lib/ways/actions'
import { withCallback } from '../callback-url'

/** Signs in by the link of a mail, by a button: programs that look at links in mails must not use them up. */
export function LinkEnter({ token, callbackUrl }: { token: string; callbackUrl: string }) {
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  async function press() {
    setPending(true)
    setProblem(null)
    const result = await callAction(() => enterByLink({ token }))
    if (result.ok) {
      const target = result.data.next === 'step' ? withCallback('/sign-in/step', callbackUrl) : callbackUrl
      // A full load: the pages that follow are rendered for the person who just came in.
      window.location.assign(target)
      return
    }
    setPending(false)
    setProblem(result.error.message)
  }

  return (
    <>
      {problem && (
        <Notice tone="danger" live>
          {problem}
        </Notice>
      )}
      <Button variant="primary" loading={pending} onClick={press}>
        Sign in
      </Button>
    </>
  )
}
