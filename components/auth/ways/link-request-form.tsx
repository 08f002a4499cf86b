'use client'

import Link from 'next/link'
import { type FormEvent, useState } from 'react'
import { type ActionError, callAction, withoutField } from '@/components/actions/call-action'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/form/field'
import { FormSummary } from '@/components/ui/form/form-summary'
import { Input } from '@/components/ui/form/input'
import { readFields } from '@/components/ui/form/read-fields'
import { Notice } from '@/components/ui/notice'
import { askForSignInLink } from '@/lib/ways/actions'
import { withCallback } from '../callback-url'

const labels = { email: 'E-mail' }

/** Asks for a link to sign in. It says the same whether there is an account or not. */
export function LinkRequestForm({ callbackUrl }: { callbackUrl: string }) {
  const [error, setError] = useState<ActionError | null>(null)
  const [pending, setPending] = useState(false)
  const [sentTo, setSentTo] = useState<string | null>(null)

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (pending) return
    const { email } = readFields(event.currentTarget, ['email'])
    setPending(true)
    setError(null)
    const result = await callAction(() => askForSignInLink({ email, callbackUrl }))
    setPending(false)
    if (result.ok) setSentTo(email)
    else setError(result.error)
  }

  return (
    <form
      onSubmit={submit}
      onInput={() => error && setError(withoutField(error, 'email'))}
      method="post"
      noValidate
      className="flex flex-col gap-5"
    >
      <FormSummary message={error?.message} fields={error?.fields} labels={labels} />
      <Field name="email" label={labels.email} error={error?.fields?.['email']}>
        <Input type="email" autoComplete="username" autoCapitalize="none" required />
      </Field>
      {sentTo && (
        <Notice tone="success" live>
          If {sentTo} has an account here, a mail with a link is on its way. The link works once, for 30
          minutes.
        </Notice>
      )}
      <Button type="submit" variant="primary" loading={pending}>
        {sentTo ? 'Send another link' : 'Send me a link'}
      </Button>
      <Link
        href={withCallback('/sign-in', callbackUrl)}
        className="w-fit text-accent underline underline-offset-2"
      >
        Sign in with a password
      </Link>
    </form>
  )
}
