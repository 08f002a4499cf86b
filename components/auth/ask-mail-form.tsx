'use client'

import { type ReactNode, useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { useSubmit } from '@/components/actions/use-call'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/form/field'
import { FormSummary } from '@/components/ui/form/form-summary'
import { Input } from '@/components/ui/form/input'
import { Notice } from '@/components/ui/notice'
import type { Result } from '@/lib/core/result'

const labels = { email: 'E-mail' }

/** Asks for a mail with a link. It says the same whether there is an account or not. */
export function AskMailForm({
  ask,
  lasts,
  again,
  children,
}: {
  ask: (email: string) => Promise<Result<null>>
  /** How long the link works, in words. */
  lasts: string
  /** What the button says when one was sent. */
  again: string
  children?: ReactNode
}) {
  const [sentTo, setSentTo] = useState<string | null>(null)
  const { error, pending, form } = useSubmit(
    ['email'],
    ({ email }) => callAction(() => ask(email)),
    (_, { email }) => setSentTo(email),
  )
  return (
    <form {...form} className="flex flex-col gap-5">
      <FormSummary message={error?.message} fields={error?.fields} labels={labels} />
      <Field name="email" label={labels.email} error={error?.fields?.['email']}>
        <Input type="email" autoComplete="username" autoCapitalize="none" required />
      </Field>
      {sentTo && (
        <Notice tone="success" live>
          If {sentTo} has an account here, a mail with a link is on its way. The link works {lasts}.
        </Notice>
      )}
      <Button type="submit" variant="primary" loading={pending}>
        {sentTo ? again : 'Send me a link'}
      </Button>
      {children}
    </form>
  )
}
