'use client'

import { useRouter } from 'next/navigation'
import { useSubmit } from '@/components/actions/use-call'
import { NewPasswordField } from '@/components/auth/new-password-field'
import { useProof } from '@/components/auth/use-proof'
import { Button } from '@/components/ui/button'
import { FormSummary } from '@/components/ui/form/form-summary'
import { setPassword } from '@/lib/accounts/actions'

const labels = { next: 'Password' }

/** Sets the first password of somebody who came by a provider or a link. */
export function SetPassword({ email, passwordMin }: { email: string; passwordMin: number }) {
  const router = useRouter()
  const { call, dialog } = useProof()
  const { error, pending, form } = useSubmit(
    ['next'],
    ({ next }) => call(() => setPassword({ next })),
    () => router.refresh(),
  )

  return (
    <>
      <form {...form} className="flex flex-col gap-5">
        <p className="text-ink-muted">Your account has no password: you sign in by other ways.</p>
        <FormSummary message={error?.message} fields={error?.fields} labels={labels} />
        {/* For password managers: whose password this is. */}
        <input type="email" name="email" value={email} autoComplete="username" readOnly hidden />
        <NewPasswordField name="next" label={labels.next} min={passwordMin} error={error?.fields?.['next']} />
        <Button type="submit" loading={pending} className="self-start">
          Set a password
        </Button>
      </form>
      {dialog}
    </>
  )
}
