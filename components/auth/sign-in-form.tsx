'use client'

import Link from 'next/link'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/form/field'
import { FormSummary } from '@/components/ui/form/form-summary'
import { Input } from '@/components/ui/form/input'
import { readFields } from '@/components/ui/form/read-fields'
import { withCallback } from './callback-url'
import { FactorFields } from './factor-fields'
import { PasswordInput } from './password-input'
import { signIn } from './sign-in'
import { explainSignInError } from './sign-in-error'

/** E-mail and password, then the code of the authenticator app where there is one. What was typed stays when it did not work. */
export function SignInForm({ callbackUrl, errorCode }: { callbackUrl: string; errorCode: string | null }) {
  const [error, setError] = useState(errorCode && explainSignInError(errorCode))
  const [pending, setPending] = useState(false)
  const [asksFactor, setAsksFactor] = useState(false)

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (pending) return
    const form = event.currentTarget
    const { email, password } = readFields(form, ['email', 'password'])
    if (!email || !password) {
      setError('Enter your e-mail and your password.')
      return
    }
    setPending(true)
    setError(null)
    const fields = new FormData(form)
    const factor = asksFactor
      ? { code: String(fields.get('code') ?? ''), trust: fields.get('trust') !== null }
      : undefined
    const code = await signIn(email, password, factor)
    if (code === null) {
      // A full load: the pages that follow are rendered for the person who just came in.
      window.location.assign(callbackUrl)
      return
    }
    setPending(false)
    if (code === 'factor_required') setAsksFactor(true)
    else setError(explainSignInError(code))
  }

  return (
    // `post`: a press before the script is there must not put the password into the address.
    <form onSubmit={submit} method="post" noValidate className="flex flex-col gap-5">
      <FormSummary message={error ?? undefined} />
      {/* Kept while the code is asked for: they are sent again with it. */}
      <div className={asksFactor ? 'hidden' : 'flex flex-col gap-5'}>
        <Field name="email" label="E-mail">
          <Input type="email" autoComplete="username" autoCapitalize="none" required />
        </Field>
        <Field name="password" label="Password">
          <PasswordInput autoComplete="current-password" required />
        </Field>
      </div>
      {asksFactor && <FactorFields />}
      <Button type="submit" variant="primary" loading={pending}>
        Sign in
      </Button>
      {asksFactor ? (
        <Button
          variant="ghost"
          onClick={() => {
            setAsksFactor(false)
            setError(null)
          }}
        >
          Use another account
        </Button>
      ) : (
        <WaysAround callbackUrl={callbackUrl} />
      )}
    </form>
  )
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
