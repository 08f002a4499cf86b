'use client'

import { callAction } from '@/components/actions/call-action'
import { leaveTo, useSubmit } from '@/components/actions/use-call'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/form/field'
import { FormSummary } from '@/components/ui/form/form-summary'
import { Input } from '@/components/ui/form/input'
import { confirmJoining } from '@/lib/ways/actions'
import { PasswordInput } from '../password-input'

const labels = { password: 'Password' }

/** Makes the account of somebody who got the mail and knows the password chosen before. */
export function ConfirmForm({ token, email }: { token: string; email: string }) {
  const { error, pending, form } = useSubmit(
    ['password'],
    ({ password }) => callAction(() => confirmJoining({ token, password })),
    () => leaveTo('/chat'),
  )

  return (
    <form {...form} className="flex flex-col gap-5">
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
