'use client'

import Link from 'next/link'
import { useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { useSubmit } from '@/components/actions/use-call'
import { Button } from '@/components/ui/button'
import { buttonStyles } from '@/components/ui/button-styles'
import { FormSummary } from '@/components/ui/form/form-summary'
import { Notice } from '@/components/ui/notice'
import { resetPassword } from '@/lib/accounts/actions'
import { NewPasswordField } from './new-password-field'

const labels = { password: 'New password' }

/** Sets a new password by the link of a mail. */
export function ResetForm({ token, passwordMin }: { token: string; passwordMin: number }) {
  const [done, setDone] = useState(false)
  const { error, pending, form } = useSubmit(
    ['password'],
    ({ password }) => callAction(() => resetPassword({ token, password })),
    () => setDone(true),
  )

  if (done) {
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
    <form {...form} className="flex flex-col gap-5">
      <FormSummary message={error?.message} fields={error?.fields} labels={labels} />
      <NewPasswordField
        name="password"
        label={labels.password}
        min={passwordMin}
        error={error?.fields?.['password']}
      />
      <Button type="submit" variant="primary" loading={pending}>
        Change password
      </Button>
    </form>
  )
}
