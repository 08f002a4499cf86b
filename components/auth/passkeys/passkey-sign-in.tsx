'use client'

import { KeyRound } from 'lucide-react'
import { useEffect, useEffectEvent, useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { Button } from '@/components/ui/button'
import { askForSignIn } from '@/lib/factors/actions'
import { signInByPasskey } from '../sign-in'
import { explainSignInError } from '../sign-in-error'
import { askAuthenticator, canAskQuietly, stopAsking } from './ask-authenticator'

/**
 * Signing in by a passkey: with a button, and by what the browser suggests in the e-mail field (`autocomplete="username webauthn"`),
 * for which a question waits from the moment the page is there.
 */
export function PasskeySignIn({
  onSignedIn,
  onProblem,
}: {
  onSignedIn: () => void
  onProblem: (message: string | null) => void
}) {
  const [pending, setPending] = useState(false)

  async function ask(quietly: boolean): Promise<void> {
    const question = await callAction(() => askForSignIn(undefined))
    if (!question.ok) return quietly ? undefined : onProblem(question.error.message)
    const answered = await askAuthenticator(question.data, { quietly })
    if (!answered.ok) return quietly ? undefined : onProblem(answered.problem)
    setPending(true)
    const code = await signInByPasskey(answered.answer)
    if (code === null) return onSignedIn()
    onProblem(explainSignInError(code))
    setPending(false)
  }

  const askOnArrival = useEffectEvent(async (isHere: () => boolean) => {
    if ((await canAskQuietly()) && isHere()) await ask(true)
  })
  useEffect(() => {
    let here = true
    void askOnArrival(() => here)
    return () => {
      here = false
      void stopAsking()
    }
  }, [])

  async function press() {
    setPending(true)
    onProblem(null)
    await ask(false)
    setPending(false)
    // The prompt has taken the place of the question that waits in the field.
    if (await canAskQuietly()) void ask(true)
  }

  return (
    <Button loading={pending} onClick={press}>
      <KeyRound aria-hidden className="size-4" />
      Use a passkey
    </Button>
  )
}
