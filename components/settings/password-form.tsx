'use client'

import { type FormEvent, useState } from 'react'
import { type ActionError, callAction, withoutField } from '@/components/actions/call-action'
import { NewPasswordField } from '@/components/auth/new-password-field'
import { PasswordInput } from '@/components/auth/password-input'
import { signIn } from '@/components/auth/sign-in'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/form/field'
import { FormSummary } from '@/components/ui/form/form-summary'
import { readFields } from '@/components/ui/form/read-fields'
import { Notice } from '@/components/ui/notice'
import { changePassword } from '@/lib/accounts/actions'

const labels = { current: 'Current password', next: 'New password' }

/** Changes the password. Every session ends with it; this browser signs in again by itself. */
export function PasswordForm({ email, passwordMin }: { email: string; passwordMin: number }) {
  const [error, setError] = useState<ActionError | null>(null)
  const [phase, setPhase] = useState<'editing' | 'pending' | 'done'>('editing')
  const [changes, setChanges] = useState(0)

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (phase === 'pending') return
    const form = event.currentTarget
    const draft = readFields(form, ['current', 'next'])
    setPhase('pending')
    setError(null)
    const result = await callAction(() => changePassword(draft))
    if (!result.ok) {
      setPhase('editing')
      setError(result.error)
    } else if ((await signIn(email, draft.next)) === null) {
      setPhase('done')
      setChanges(changes + 1)
      form.reset()
    } else {
      window.location.assign('/sign-in')
    }
  }

  function correct(event: FormEvent<HTMLFormElement>) {
    if (phase === 'done') setPhase('editing')
    if (error && event.target instanceof HTMLInputElement) setError(withoutField(error, event.target.name))
  }

  return (
    <form onSubmit={submit} onInput={correct} method="post" noValidate className="flex flex-col gap-5">
      <FormSummary message={error?.message} fields={error?.fields} labels={labels} />
      {/* For password managers: whose password this is. */}
      <input type="email" name="email" value={email} autoComplete="username" readOnly hidden />
      <Field name="current" label={labels.current} error={error?.fields?.['current']}>
        <PasswordInput autoComplete="current-password" required />
      </Field>
      <NewPasswordField
        key={changes}
        name="next"
        label={labels.next}
        min={passwordMin}
        error={error?.fields?.['next']}
      />
      {phase === 'done' && (
        <Notice tone="success" live>
          Your password is changed. Your other browsers are signed out.
        </Notice>
      )}
      <Button type="submit" loading={phase === 'pending'} className="self-start">
        Change password
      </Button>
    </form>
  )
}
