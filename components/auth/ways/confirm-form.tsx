'use client'

import { type FormEvent, useState } from 'react'
import { type ActionError, callAction, withoutField } from '@/components/actions/call-action'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/form/field'
import { FormSummary } from '@/components/ui/form/form-summary'
import { Input } from '@/components/ui/form/input'
import { readFields } from '@/components/ui/form/read-fields'
import { confirmJoining } from '@/lib/ways/actions'
import { PasswordInput } from '../password-input'

const labels = { password: 'Password' }

/** Makes the account of somebody who got the mail and knows the password chosen before. */
export function ConfirmForm({ token, email }: { token: string; email: string }) {
  const [error, setError] = useState<ActionError | null>(null)
  const [pending, setPending] = useState(false)

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (pending) return
    const { password } = readFields(event.currentTarget, ['password'])
    setPending(true)
    setError(null)
    const result = await callAction(() => confirmJoining({ token, password }))
    if (result.ok) {
      window.location.assign('/chat')
      return
    }
    setPending(false)
    setError(result.error)
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
      <Field name="email" label="E-mail">
        <Input type="email" value={email} autoComplete="username" readOnly />
      </Field>
      <Field name="password" label={labels.password} error={error?.fields?.['password']}>
        <PasswordInput autoComplete="current-password" required />
      </Field>
      <Button type="submit" variant="primary" loading={pending}>
        Confirm and sign in
      </Button>
    </form>
  )
}
