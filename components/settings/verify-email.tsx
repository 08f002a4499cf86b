'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { type ActionError, callAction, withoutField } from '@/components/actions/call-action'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/form/field'
import { Input } from '@/components/ui/form/input'
import { readFields } from '@/components/ui/form/read-fields'
import { Notice } from '@/components/ui/notice'
import { requestVerification, verifyByCode } from '@/lib/accounts/actions'

/** Where the code of the mail is entered, and another mail asked for. */
export function VerifyEmail({ email }: { email: string }) {
  const router = useRouter()
  const [error, setError] = useState<ActionError | null>(null)
  const [pending, setPending] = useState<'code' | 'mail' | null>(null)
  const [sent, setSent] = useState(false)

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (pending) return
    const { code } = readFields(event.currentTarget, ['code'])
    setPending('code')
    setError(null)
    const result = await callAction(() => verifyByCode({ code }))
    setPending(null)
    if (result.ok) router.refresh()
    else setError(result.error)
  }

  async function sendAgain() {
    setPending('mail')
    setError(null)
    const result = await callAction(() => requestVerification(undefined))
    setPending(null)
    setSent(result.ok)
    if (!result.ok) setError(result.error)
  }

  return (
    <form
      onSubmit={submit}
      onInput={() => error && setError(withoutField(error, 'code'))}
      noValidate
      className="flex flex-col gap-4"
    >
      <Notice tone="warning">
        This address is not confirmed yet. Enter the code from the mail we sent to {email}, so that you can
        choose a new password if you ever lose yours.
      </Notice>
      <Field name="code" label="Code" error={error?.fields?.['code']}>
        <Input
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={12}
          className="max-w-40 tabular-nums"
        />
      </Field>
      {error && !error.fields && (
        <Notice tone="danger" live>
          {error.message}
        </Notice>
      )}
      {sent && (
        <Notice tone="success" live>
          A new mail is on its way.
        </Notice>
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" loading={pending === 'code'}>
          Confirm
        </Button>
        <Button variant="ghost" loading={pending === 'mail'} onClick={sendAgain}>
          Send the mail again
        </Button>
      </div>
    </form>
  )
}
