'use client'

import { type FormEvent, useState } from 'react'
import { type ActionError, callAction } from '@/components/actions/call-action'
import { passwordHint } from '@/components/auth/password-hint'
import { PasswordInput } from '@/components/auth/password-input'
import { signIn } from '@/components/auth/sign-in'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/form/field'
import { FormSummary } from '@/components/ui/form/form-summary'
import { Notice } from '@/components/ui/notice'
import { changePassword } from '@/lib/accounts/actions'

const labels = { current: 'Current password', next: 'New password' }
const EMPTY = { current: '', next: '' }

/** Changes the password. Every session ends with it; this browser signs in again by itself. */
export function PasswordForm({ email, passwordMin }: { email: string; passwordMin: number }) {
  const [draft, setDraft] = useState(EMPTY)
  const [error, setError] = useState<ActionError | null>(null)
  const [phase, setPhase] = useState<'editing' | 'pending' | 'done'>('editing')

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (phase === 'pending') return
    setPhase('pending')
    setError(null)
    const result = await callAction(() => changePassword(draft))
    if (!result.ok) {
      setPhase('editing')
      setError(result.error)
    } else if ((await signIn(email, draft.next)) === null) {
      setPhase('done')
      setDraft(EMPTY)
    } else {
      window.location.assign('/sign-in')
    }
  }

  const bind = (name: keyof typeof EMPTY) => ({
    value: draft[name],
    onChange: (event: { target: { value: string } }) => {
      setDraft({ ...draft, [name]: event.target.value })
      setPhase('editing')
    },
    required: true,
  })

  return (
    <form onSubmit={submit} method="post" noValidate className="flex flex-col gap-5">
      <FormSummary message={error?.message} fields={error?.fields} labels={labels} />
      {/* For password managers: whose password this is. */}
      <input type="email" name="email" value={email} autoComplete="username" readOnly hidden />
      <Field name="current" label={labels.current} error={error?.fields?.['current']}>
        <PasswordInput {...bind('current')} autoComplete="current-password" />
      </Field>
      <Field
        name="next"
        label={labels.next}
        error={error?.fields?.['next']}
        help={<span aria-live="polite">{passwordHint(draft.next, passwordMin)}</span>}
      >
        <PasswordInput {...bind('next')} autoComplete="new-password" />
      </Field>
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
