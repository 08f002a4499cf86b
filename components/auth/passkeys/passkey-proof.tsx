'use client'

import { KeyRound } from 'lucide-react'
import { useEffect, useEffectEvent, useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { Button } from '@/components/ui/button'
import { askForProof, proveByPasskey } from '@/lib/factors/actions'
import type { PasskeyQuestion } from '@/lib/factors/schema'
import { askAuthenticator } from './ask-authenticator'

/** Showing by a passkey that it is still the same person. Nothing for people without one. */
export function PasskeyProof({
  onProved,
  onProblem,
}: {
  onProved: () => void
  onProblem: (message: string | null) => void
}) {
  const [question, setQuestion] = useState<PasskeyQuestion | null>(null)
  const [pending, setPending] = useState(false)

  // Asked for at once: some browsers open the prompt only straight after the press.
  async function prepare() {
    const result = await callAction(() => askForProof(undefined))
    setQuestion(result.ok ? result.data : null)
  }
  const prepareOnce = useEffectEvent(prepare)
  useEffect(() => void prepareOnce(), [])

  async function ask(current: PasskeyQuestion) {
    onProblem(null)
    const answered = await askAuthenticator(current)
    if (!answered.ok) return onProblem(answered.problem)
    const result = await callAction(() => proveByPasskey(answered.answer))
    if (result.ok) return onProved()
    onProblem(result.error.message)
    await prepare()
  }

  if (!question) return null
  return (
    <Button
      loading={pending}
      onClick={async () => {
        setPending(true)
        await ask(question)
        setPending(false)
      }}
    >
      <KeyRound aria-hidden className="size-4" />
      Use a passkey
    </Button>
  )
}
