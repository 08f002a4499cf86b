'use client'

import { type FormEvent, useState } from 'react'
import { type ActionError, callAction, withoutField } from '@/components/actions/call-action'
import { detectTimeZone } from '@/components/settings/time-zone'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/form/field'
import { FormSummary } from '@/components/ui/form/form-summary'
import { Input } from '@/components/ui/form/input'
import { readFields } from '@/components/ui/form/read-fields'
import { acceptInvitation } from '@/lib/ways/actions'
import { NewPasswordField } from '../new-password-field'

const labels = { name: 'Name', password: 'Password' }

/** Makes the account of somebody invited. The address is the invitation's. */
export function AcceptForm({
  token,
  email,
  passwordMin,
}: {
  token: string
  email: string
  passwordMin: number
}) {
  const [error, setError] = useState<ActionError | null>(null)
  const [pending, setPending] = useState(false)

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (pending) return
    const draft = readFields(event.currentTarget, ['name', 'password'])
    const here = { timeZone: detectTimeZone(), locale: navigator.language }
    setPending(true)
    setError(null)
    const result = await callAction(() => acceptInvitation({ ...draft, ...here, token }))
    if (result.ok) {
      window.location.assign('/chat')
      return
    }
    setPending(false)
    setError(result.error)
  }

  function correct(event: FormEvent<HTMLFormElement>) {
    if (error && event.target instanceof HTMLInputElement) setError(withoutField(error, event.target.name))
  }

  return (
    <form onSubmit={submit} onInput={correct} method="post" noValidate className="flex flex-col gap-5">
      <FormSummary message={error?.message} fields={error?.fields} labels={labels} />
      <Field name="email" label="E-mail">
        <Input type="email" value={email} autoComplete="username" readOnly />
      </Field>
      <Field name="name" label={labels.name} error={error?.fields?.['name']}>
        <Input autoComplete="name" required maxLength={80} />
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
    </form>
  )
}
