'use client'

import { type FormEvent, useState } from 'react'
import { type ActionError, withoutField } from '@/components/actions/call-action'
import { useProof } from '@/components/auth/use-proof'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/form/field'
import { Input } from '@/components/ui/form/input'
import { readFields } from '@/components/ui/form/read-fields'
import { Notice } from '@/components/ui/notice'
import { requestEmailChange } from '@/lib/accounts/actions'

/** Asks for another address. It changes when both addresses have agreed by mail. */
export function ChangeEmail({ isConfirmed }: { isConfirmed: boolean }) {
  const { call, dialog } = useProof()
  const [isOpen, setOpen] = useState(false)
  const [error, setError] = useState<ActionError | null>(null)
  const [pending, setPending] = useState(false)
  const [sentTo, setSentTo] = useState<string | null>(null)

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (pending) return
    const { newEmail } = readFields(event.currentTarget, ['newEmail'])
    setPending(true)
    setError(null)
    const result = await call(() => requestEmailChange({ email: newEmail }))
    setPending(false)
    if (result?.ok) setSentTo(newEmail)
    else if (result) setError(result.error)
  }

  if (!isOpen) {
    return (
      <Button className="self-start" onClick={() => setOpen(true)}>
        Change e-mail
      </Button>
    )
  }
  return (
    <>
      <form
        onSubmit={submit}
        onInput={() => error && setError(withoutField(error, 'email'))}
        noValidate
        className="flex flex-col gap-4"
      >
        <Field
          name="newEmail"
          label="New e-mail"
          error={error?.fields?.['email']}
          help="Your account keeps its present address until the new one is confirmed."
        >
          <Input type="email" autoComplete="email" autoCapitalize="none" autoFocus required />
        </Field>
        {error && !error.fields?.['email'] && (
          <Notice tone="danger" live>
            {error.message}
          </Notice>
        )}
        {sentTo && (
          <Notice tone="success" live>
            {isConfirmed
              ? `A mail is on its way to ${sentTo}, and one to your present address. The change happens when you have used the links of both, within 30 minutes.`
              : `A mail is on its way to ${sentTo}. The change happens when you use its link, within 30 minutes.`}
          </Notice>
        )}
        <div className="flex flex-wrap gap-2">
          <Button type="submit" loading={pending}>
            {sentTo ? 'Send again' : 'Send the mails'}
          </Button>
          <Button variant="ghost" onClick={() => setOpen(false)}>
            Cancel
          </Button>
        </div>
      </form>
      {dialog}
    </>
  )
}
