'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { type ActionError, withoutField } from '@/components/actions/call-action'
import { NewPasswordField } from '@/components/auth/new-password-field'
import { useProof } from '@/components/auth/use-proof'
import { Button } from '@/components/ui/button'
import { FormSummary } from '@/components/ui/form/form-summary'
import { readFields } from '@/components/ui/form/read-fields'
import { setPassword } from '@/lib/accounts/actions'

const labels = { next: 'Password' }

/** Sets the first password of somebody who came by a provider or a link. */
export function SetPassword({ email, passwordMin }: { email: string; passwordMin: number }) {
  const router = useRouter()
  const { call, dialog } = useProof()
  const [error, setError] = useState<ActionError | null>(null)
  const [pending, setPending] = useState(false)

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (pending) return
    const { next } = readFields(event.currentTarget, ['next'])
    setPending(true)
    setError(null)
    const result = await call(() => setPassword({ next }))
    setPending(false)
    if (result?.ok) router.refresh()
    else if (result) setError(result.error)
  }

  return (
    <>
      <form
        onSubmit={submit}
        onInput={() => error && setError(withoutField(error, 'next'))}
        method="post"
        noValidate
        className="flex flex-col gap-5"
      >
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
