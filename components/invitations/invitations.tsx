'use client'

import { type FormEvent, useRef, useState } from 'react'
import { type ActionError, callAction, withoutField } from '@/components/actions/call-action'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/form/field'
import { FormSummary } from '@/components/ui/form/form-summary'
import { Input } from '@/components/ui/form/input'
import { readFields } from '@/components/ui/form/read-fields'
import { Notice } from '@/components/ui/notice'
import { invite, revokeInvitation } from '@/lib/ways/actions'
import type { InvitationDto } from '@/lib/ways/schema'
import { InvitationRow } from './invitation-row'

const labels = { email: 'E-mail' }

/** Inviting people by mail, and what became of it. */
export function Invitations({
  initial,
  canInviteAdmins,
  timeZone,
  locale,
}: {
  initial: InvitationDto[]
  canInviteAdmins: boolean
  timeZone: string
  locale: string
}) {
  const form = useRef<HTMLFormElement>(null)
  const [invitations, setInvitations] = useState(initial)
  const [error, setError] = useState<ActionError | null>(null)
  const [busy, setBusy] = useState<string | null>(null)
  const [sentTo, setSentTo] = useState<string | null>(null)
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone })

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (busy) return
    const { email } = readFields(event.currentTarget, ['email'])
    const asAdmin = new FormData(event.currentTarget).get('admin') !== null
    setBusy('new')
    setError(null)
    setSentTo(null)
    const result = await callAction(() => invite({ email, role: asAdmin ? 'admin' : 'user' }))
    setBusy(null)
    if (!result.ok) {
      setError(result.error)
      return
    }
    const { data } = result
    setSentTo(data.email)
    form.current?.reset()
    setInvitations((before) => [data, ...before.map((other) => replacedBy(data, other))])
  }

  async function revoke(id: string) {
    setBusy(id)
    setError(null)
    const result = await callAction(() => revokeInvitation({ id }))
    setBusy(null)
    if (!result.ok) setError(result.error)
    else
      setInvitations((before) =>
        before.map((each) => (each.id === id ? { ...each, state: 'revoked' } : each)),
      )
  }

  return (
    <>
      <form
        ref={form}
        onSubmit={submit}
        onInput={() => error && setError(withoutField(error, 'email'))}
        method="post"
        noValidate
        className="flex flex-col gap-4"
      >
        <FormSummary message={error?.message} fields={error?.fields} labels={labels} />
        <Field
          name="email"
          label={labels.email}
          help="They get a mail with a link that makes their account. It works once, for a week."
          error={error?.fields?.['email']}
        >
          <Input type="email" autoComplete="off" autoCapitalize="none" required />
        </Field>
        {canInviteAdmins && (
          <label className="flex items-center gap-2.5">
            <input type="checkbox" name="admin" className="size-4 accent-accent" />
            As an admin, who also invites people
          </label>
        )}
        {sentTo && (
          <Notice tone="success" live>
            The invitation to {sentTo} is on its way.
          </Notice>
        )}
        <Button type="submit" variant="primary" loading={busy === 'new'} className="self-start">
          Invite
        </Button>
      </form>
      {invitations.length === 0 ? (
        <p className="text-ink-muted">Nobody has been invited yet.</p>
      ) : (
        <ul aria-label="Invitations" className="flex flex-col divide-y rounded-card border">
          {invitations.map((invitation) => (
            <InvitationRow
              key={invitation.id}
              invitation={invitation}
              until={format.format(new Date(invitation.expiresAt))}
              busy={busy === invitation.id}
              onRevoke={() => revoke(invitation.id)}
            />
          ))}
        </ul>
      )}
    </>
  )
}

/** An invitation that was open ends when the same address is invited again. */
function replacedBy(newer: InvitationDto, other: InvitationDto): InvitationDto {
  const ends = other.email === newer.email && other.state === 'open'
  return ends ? { ...other, state: 'revoked' } : other
}
