'use client'

import { type FormEvent, useState } from 'react'
import { type ActionError, callAction } from '@/components/actions/call-action'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/form/field'
import { readFields } from '@/components/ui/form/read-fields'
import { Notice } from '@/components/ui/notice'
import { Dialog } from '@/components/ui/overlay/dialog'
import { proveByPassword } from '@/lib/accounts/actions'
import { PasskeyProof } from './passkeys/passkey-proof'
import { PasswordInput } from './password-input'
import { OtherProofs } from './ways/other-proofs'

/** Once the dialog has put the focus on its first button. */
function focusSoon(field: HTMLInputElement | null): void {
  if (field) requestAnimationFrame(() => field.focus())
}

/** Asks for the password before something that somebody at an unlocked screen must not do. */
export function ProofDialog({ open, onSettle }: { open: boolean; onSettle: (proved: boolean) => void }) {
  const [error, setError] = useState<ActionError | null>(null)
  const [pending, setPending] = useState(false)
  const [hasPassword, setHasPassword] = useState(true)

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (pending) return
    const { proof } = readFields(event.currentTarget, ['proof'])
    setPending(true)
    setError(null)
    const result = await callAction(() => proveByPassword({ password: proof }))
    setPending(false)
    if (result.ok) onSettle(true)
    else setError(result.error)
  }

  return (
    <Dialog
      open={open}
      onOpenChange={() => onSettle(false)}
      title="Is it you?"
      description="This needs a fresh proof that it is you. For the next five minutes you will not be asked again."
    >
      {error && !error.fields && (
        <Notice tone="danger" live className="mb-4">
          {error.message}
        </Notice>
      )}
      <form onSubmit={submit} noValidate className={hasPassword ? 'flex flex-col gap-4' : 'hidden'}>
        <Field name="proof" label="Your password" error={error?.fields?.['password']}>
          <PasswordInput ref={focusSoon} autoComplete="current-password" required />
        </Field>
        <Button type="submit" variant="primary" loading={pending}>
          Go on
        </Button>
      </form>
      <PasskeyProof
        onProved={() => onSettle(true)}
        onProblem={(message) => setError(message ? { message, requestId: '' } : null)}
      />
      <OtherProofs onKnown={setHasPassword} />
    </Dialog>
  )
}
