'use client'

import Link from 'next/link'
import { type FormEvent, useState } from 'react'
import { type ActionError, callAction, withoutField } from '@/components/actions/call-action'
import { whereabouts } from '@/components/settings/time-zone'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/form/field'
import { FormSummary } from '@/components/ui/form/form-summary'
import { Input } from '@/components/ui/form/input'
import { readFields } from '@/components/ui/form/read-fields'
import { join as joinNumina } from '@/lib/ways/actions'
import { withCallback } from './callback-url'
import { NewPasswordField } from './new-password-field'
import { signIn } from './sign-in'
import { LookIntoMail } from './ways/look-into-mail'

const labels = { name: 'Name', email: 'E-mail', password: 'Password' }

/** Signing up answers the same for a free and a taken e-mail; only the right password opens the account then. */
const NOT_SIGNED_IN =
  'We could not sign you in with this password. If you have an account with this e-mail already, sign in with its password.'

/** Too many sign-ins have failed in this network: the page for signing in asks who is a machine. */
const AT_THE_DOOR =
  'Please go on at “Sign in” below, with this e-mail and password: there you are asked to show that you are no machine.'

const NAMES = ['name', 'email', 'password'] as const
type Draft = Record<(typeof NAMES)[number], string>

/** Creates the account and signs in. @returns what went wrong, `mail` when the address has to be confirmed first, or null */
async function join(draft: Draft): Promise<ActionError | 'mail' | null> {
  const created = await callAction(() => joinNumina({ ...draft, ...whereabouts() }))
  if (!created.ok) return created.error
  if (created.data.next === 'mail') return 'mail'
  const code = await signIn(draft.email, draft.password)
  if (code === null) return null
  return { message: code.startsWith('captcha_required') ? AT_THE_DOOR : NOT_SIGNED_IN, requestId: '' }
}

/** Name, e-mail, password. */
export function SignUpForm({ callbackUrl, passwordMin }: { callbackUrl: string; passwordMin: number }) {
  const [error, setError] = useState<ActionError | null>(null)
  const [pending, setPending] = useState(false)
  const [mailedTo, setMailedTo] = useState<string | null>(null)

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (pending) return
    const draft = readFields(event.currentTarget, NAMES)
    setPending(true)
    setError(null)
    const failure = await join(draft)
    if (!failure) {
      window.location.assign(callbackUrl)
      return
    }
    setPending(false)
    if (failure === 'mail') setMailedTo(draft.email)
    else setError(failure)
  }

  function correct(event: FormEvent<HTMLFormElement>) {
    if (error && event.target instanceof HTMLInputElement) setError(withoutField(error, event.target.name))
  }

  if (mailedTo) return <LookIntoMail address={mailedTo} onAgain={() => setMailedTo(null)} />
  return (
    // `post`: a press before the script is there must not put the password into the address.
    <form onSubmit={submit} onInput={correct} method="post" noValidate className="flex flex-col gap-5">
      <FormSummary message={error?.message} fields={error?.fields} labels={labels} />
      <Field name="name" label={labels.name} error={error?.fields?.['name']}>
        <Input autoComplete="name" required maxLength={80} />
      </Field>
      <Field name="email" label={labels.email} error={error?.fields?.['email']}>
        <Input type="email" autoComplete="username" autoCapitalize="none" required />
      </Field>
      <NewPasswordField
        name="password"
        label={labels.password}
        min={passwordMin}
        error={error?.fields?.['password']}
      />
      <Button type="submit" variant="primary" loading={pending}>
        Create account
      </Button>
      <p className="text-ink-muted">
        Already have an account?{' '}
        <Link
          href={withCallback('/sign-in', callbackUrl)}
          className="text-accent underline underline-offset-2"
        >
          Sign in
        </Link>
      </p>
    </form>
  )
}
