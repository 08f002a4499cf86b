'use client'

import { type FormEvent, useState } from 'react'
import { type ActionError, callAction, withoutField } from '@/components/actions/call-action'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Field } from '@/components/ui/form/field'
import { Input } from '@/components/ui/form/input'
import { readFields } from '@/components/ui/form/read-fields'
import { Notice } from '@/components/ui/notice'
import { confirmFactor } from '@/lib/factors/actions'
import type { TotpOffer } from '@/lib/factors/schema'

/** The picture for an authenticator app, and its first code back. */
export function TotpSetup({
  offer,
  onDone,
  onCancel,
}: {
  offer: TotpOffer
  onDone: (codes: string[]) => void
  onCancel: () => void
}) {
  const [error, setError] = useState<ActionError | null>(null)
  const [pending, setPending] = useState(false)

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (pending) return
    const { totp } = readFields(event.currentTarget, ['totp'])
    setPending(true)
    setError(null)
    const result = await callAction(() => confirmFactor({ code: totp }))
    setPending(false)
    if (result.ok) onDone(result.data.codes)
    else setError(result.error)
  }

  return (
    <form
      onSubmit={submit}
      onInput={() => error && setError(withoutField(error, 'code'))}
      noValidate
      className="flex w-full flex-col gap-4 rounded-card border p-4"
    >
      <p>Scan this picture with an authenticator app, or type the secret into it.</p>
      {/* biome-ignore lint/performance/noImgElement: a data URL, nothing to optimise */}
      <img
        src={offer.picture}
        alt="QR code with the secret below"
        width={200}
        height={200}
        className="rounded-md bg-white"
      />
      <p className="flex items-center gap-2">
        <code className="font-mono [overflow-wrap:anywhere]">{offer.secret}</code>
        <CopyButton text={offer.secret} label="Copy the secret" />
      </p>
      <Field name="totp" label="Code the app shows" error={error?.fields?.['code']}>
        <Input
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={12}
          className="max-w-40 tabular-nums"
        />
      </Field>
      {error && !error.fields?.['code'] && (
        <Notice tone="danger" live>
          {error.message}
        </Notice>
      )}
      <div className="flex gap-2">
        <Button type="submit" variant="primary" loading={pending}>
          Turn on
        </Button>
        <Button variant="ghost" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
