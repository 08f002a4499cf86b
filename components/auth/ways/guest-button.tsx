'use client'

import { useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { detectTimeZone } from '@/components/settings/time-zone'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { enterAsGuest } from '@/lib/ways/actions'

/** Begins to chat without an account. */
export function GuestButton() {
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  async function enter() {
    setPending(true)
    setProblem(null)
    const here = { timeZone: detectTimeZone(), locale: navigator.language }
    const result = await callAction(() => enterAsGuest(here))
    if (result.ok) {
      window.location.assign('/chat')
      return
    }
    setPending(false)
    setProblem(result.error.message)
  }

  return (
    <>
      <Button size="lg" loading={pending} onClick={enter}>
        Try it without an account
      </Button>
      {problem && (
        <Notice tone="danger" live className="basis-full">
          {problem}
        </Notice>
      )}
    </>
  )
}
