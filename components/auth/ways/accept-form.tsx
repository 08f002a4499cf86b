'use client'

import { callAction } from '@/components/actions/call-action'
import { leaveTo, useSubmit } from '@/components/actions/use-call'
import { whereabouts } from '@/components/settings/time-zone'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/form/field'
import { FormSummary } from '@/components/ui/form/form-summary'
import { Input } from '@/components/ui/form/input'
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
  const { error, pending, form } = useSubmit(
    ['name', 'password'],
    (draft) => callAction(() => acceptInvitation({ ...draft, ...whereabouts(), token })),
    () => leaveTo('/chat'),
  )

  return (
    <form {...form} className="flex flex-col gap-5">
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
