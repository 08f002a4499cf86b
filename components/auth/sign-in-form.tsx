'use client'

import Link from 'next/link'
import { useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/form/field'
import { FormSummary } from '@/components/ui/form/form-summary'
import { Input } from '@/components/ui/form/input'
import { readFields } from '@/components/ui/form/read-fields'
import { later } from '@/components/ui/later'
import type { CaptchaOffer } from '@/lib/captcha/schema'
import type { PasskeyAnswer } from '@/lib/factors/schema'
import type { StepQuestion } from '@/lib/ways/schema'
import { withCallback } from './callback-url'
import { FactorFields } from './factor-fields'
import { readFactorQuestion } from './factor-question'
import { PasskeySignIn } from './passkeys/passkey-sign-in'
import { PasskeyStep } from './passkeys/passkey-step'
import { PasswordInput } from './password-input'
import { type Factor, signIn } from './sign-in'
import { explainSignInError } from './sign-in-error'

const Captcha = later(() => import('./captcha').then((module) => module.Captcha))

const MANY_REFUSALS = 4
/** Said of every account, paused or not: whoever guesses must not find out. */
const PAUSES = 'After several tries new browsers have to wait, and a mail to the address brings a way in.'

/** E-mail and password, then the code of the authenticator app where there is one. What was typed stays when it did not work. */
export function SignInForm({
  callbackUrl,
  errorCode,
  captcha,
}: {
  callbackUrl: string
  errorCode: string | null
  captcha: CaptchaOffer | null
}) {
  const [error, setError] = useState(errorCode && explainSignInError(errorCode))
  const [pending, setPending] = useState(false)
  const [question, setQuestion] = useState<StepQuestion | null>(null)
  const form = useRef<HTMLFormElement>(null)
  const refusals = useRef(0)
  // Asked for once something was wrong; a token counts once, so that each try brings a new widget.
  const [widget, setWidget] = useState(0)
  const token = useRef<string | null>(null)

  // A full load: the pages that follow are rendered for the person who just came in.
  const enter = () => window.location.assign(callbackUrl)

  async function tryIn(passkey?: PasskeyAnswer) {
    if (pending || !form.current) return
    const { email, password } = readFields(form.current, ['email', 'password'])
    if (!email || !password) {
      setError('Enter your e-mail and your password.')
      return
    }
    setPending(true)
    setError(null)
    const code = await signIn(email, password, {
      factor: question ? readFactor(form.current, passkey) : undefined,
      captcha: token.current,
    })
    if (code === null) return enter()
    setPending(false)
    token.current = null
    if (widget > 0 || code === 'captcha_required') setWidget(widget + 1)
    const asked = readFactorQuestion(code)
    if (asked) setQuestion(asked)
    else setError(explainRefusal(code))
  }

  function explainRefusal(code: string): string {
    if (code === 'CredentialsSignin') refusals.current += 1
    const explained = explainSignInError(code)
    return refusals.current < MANY_REFUSALS ? explained : `${explained} ${PAUSES}`
  }

  function startAgain() {
    setQuestion(null)
    setError(null)
  }

  return (
    // `post`: a press before the script is there must not put the password into the address.
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault()
        void tryIn()
      }}
      method="post"
      noValidate
      className="flex flex-col gap-5"
    >
      <FormSummary message={error ?? undefined} />
      {/* Kept while the second step is asked for: they are sent again with it. */}
      <div className={question ? 'hidden' : 'flex flex-col gap-5'}>
        <Field name="email" label="E-mail">
          <Input type="email" autoComplete="username webauthn" autoCapitalize="none" required />
        </Field>
        <Field name="password" label="Password">
          <PasswordInput autoComplete="current-password" required />
        </Field>
      </div>
      {question?.challenge && (
        <PasskeyStep challenge={question.challenge} onAnswer={tryIn} onProblem={setError} />
      )}
      {question && <FactorFields hasApp={question.app} focused={!question.challenge} />}
      {captcha && widget > 0 && (
        <Captcha
          key={widget}
          offer={captcha}
          onToken={(given) => {
            token.current = given
          }}
        />
      )}
      <Button type="submit" variant="primary" loading={pending}>
        Sign in
      </Button>
      {question ? (
        <Button variant="ghost" onClick={startAgain}>
          Use another account
        </Button>
      ) : (
        <>
          <PasskeySignIn onSignedIn={enter} onProblem={setError} />
          <WaysAround callbackUrl={callbackUrl} />
        </>
      )}
    </form>
  )
}

function readFactor(form: HTMLFormElement, passkey?: PasskeyAnswer): Factor {
  const fields = new FormData(form)
  const trust = fields.get('trust') !== null
  return passkey ? { passkey, trust } : { code: String(fields.get('code') ?? ''), trust }
}

function WaysAround({ callbackUrl }: { callbackUrl: string }) {
  return (
    <>
      <Link href="/forgot" className="w-fit text-accent underline underline-offset-2">
        Forgotten your password?
      </Link>
      <p className="text-ink-muted">
        New here?{' '}
        <Link
          href={withCallback('/sign-up', callbackUrl)}
          className="text-accent underline underline-offset-2"
        >
          Create an account
        </Link>
      </p>
    </>
  )
}
