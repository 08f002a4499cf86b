'use client'

import Link from 'next/link'
import { type FormEvent, useState } from 'react'
import { type ActionError, callAction, withoutField } from '@/components/actions/call-action'
import { Button } from '@/components/ui/button'
import { buttonStyles } from '@/components/ui/button-styles'
import { FormSummary } from '@/components/ui/form/form-summary'
import { readFields } from '@/components/ui/form/read-fields'
import { Notice } from '@/components/ui/notice'
import { resetPassword } from '@/lib/accounts/actions'
import { NewPasswordField } from './new-password-field'

const labels = { password: 'New password' }

/** Sets a new password by the link of a mail. */
export function ResetForm({ token, passwordMin }: { token: string; passwordMin: number }) {
  const [error, setError] = useState<ActionError | null>(null)
  const [phase, setPhase] = useState<'editing' | 'pending' | 'done'>('editing')

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (phase === 'pending') return
    const { password } = readFields(event.currentTarget, ['password'])
    setPhase('pending')
    setError(null)
    const result = await callAction(() => resetPassword({ token, password }))
    setPhase(result.ok ? 'done' : 'editing')
    if (!result.ok) setError(result.error)
  }

  if (phase === 'done') {
    return (
      <>
        <Notice tone="success" live>
          Your password is changed, and all your sessions are ended. Sign in with the new one.
        </Notice>
        <Link href="/sign-in" className={buttonStyles({ variant: 'primary' })}>
          Sign in
        </Link>
      </>
    )
  }
  return (
    <form
      onSubmit={submit}
      onInput={() => error && setError(withoutField(error, 'password'))}
      method="post"
      noValidate
      className="flex flex-col gap-5"
    >
      <FormSummary message={error?.message} fields={error?.fields} labels={labels} />
      <NewPasswordField
        name="password"
        label={labels.password}
        min={passwordMin}
        error={error?.fields?.['password']}
      />
      <Button type="submit" variant="primary" loading={phase === 'pending'}>
        Change password
      </Button>
    </form>
  )
}
