'use client'

import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { Button } from '@/components/ui/button'
import { askForFactor } from '@/lib/factors/actions'
import type { PasskeyAnswer } from '@/lib/factors/schema'
import { askAuthenticator } from './ask-authenticator'

/** The second step by a passkey. */
export function PasskeyStep({
  challenge,
  onAnswer,
  onProblem,
}: {
  challenge: string
  onAnswer: (answer: PasskeyAnswer) => Promise<void>
  onProblem: (message: string | null) => void
}) {
  const [pending, setPending] = useState(false)

  async function ask() {
    onProblem(null)
    const question = await callAction(() => askForFactor({ challenge }))
    if (!question.ok) return onProblem(question.error.message)
    const answered = await askAuthenticator(question.data)
    if (answered.ok) await onAnswer(answered.answer)
    else onProblem(answered.problem)
  }

  return (
    <Button
      autoFocus
      loading={pending}
      onClick={async () => {
        setPending(true)
        await ask()
        setPending(false)
      }}
    >
      <KeyRound aria-hidden className="size-4" />
      Use your passkey
    </Button>
  )
}
