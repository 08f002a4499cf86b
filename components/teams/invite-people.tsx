'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { type FormEvent, useRef, useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { useCall } from '@/components/actions/use-call'
import { AddSeats } from '@/components/billing/seats/add-seats'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/form/field'
import { Select } from '@/components/ui/form/select'
import { Textarea } from '@/components/ui/form/textarea'
import { Notice } from '@/components/ui/notice'
import { inviteToTeam } from '@/lib/teams/actions'
import { MOST_INVITED, TEAM_ROLES, type TeamRole } from '@/lib/teams/limits'
import type { InvitedDto, TeamDto } from '@/lib/teams/schema'
import { addressesIn, ROLE_DUTIES, ROLE_NAMES, seatWords } from './words'

/** Inviting people by their addresses, as far as there are seats. */
export function InvitePeople({
  seats,
  help,
  may,
  members,
  invitations,
  locale,
  timeZone,
}: TeamDto & { locale: string; timeZone: string }) {
  const router = useRouter()
  const form = useRef<HTMLFormElement>(null)
  const [done, setDone] = useState<InvitedDto | null>(null)
  const [role, setRole] = useState<TeamRole>('member')
  const { error, setError, pending, run } = useCall()
  const isFull = seats !== null && seats.free <= 0
  // How many seats those lack whom somebody wanted to invite.
  const [short, setShort] = useState(0)
  const [isAdding, setIsAdding] = useState(false)
  const people = members.length + (invitations ?? []).filter(({ isOver }) => !isOver).length

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const emails = addressesIn(String(new FormData(event.currentTarget).get('emails') ?? ''))
    setDone(null)
    setShort(seats ? Math.max(0, emails.length - Math.max(0, seats.free)) : 0)
    void run(
      () => callAction(() => inviteToTeam({ emails, role })),
      (data) => {
        setDone(data)
        setShort(0)
        form.current?.reset()
        setRole('member')
        router.refresh()
      },
    )
  }

  return (
    <>
      {seats && <p className="text-ink-muted">{seatWords(seats, people)}</p>}
      {(isFull || (error && short > 0)) && (
        <NoRoom help={help} isOwner={may.own} onAdd={() => setIsAdding(true)} />
      )}
      {isAdding && (
        <AddSeats
          count={Math.max(1, short)}
          locale={locale}
          timeZone={timeZone}
          onClose={() => setIsAdding(false)}
          onDone={() => setError(null)}
        />
      )}
      <form ref={form} onSubmit={submit} method="post" noValidate className="flex flex-col items-start gap-4">
        <Field
          name="emails"
          label="Addresses"
          help={`Up to ${MOST_INVITED}, one a line or separated by commas. Each gets a mail with a link that works once, for a week.`}
          error={error ? (error.fields?.['emails'] ?? error.message) : undefined}
          className="w-full"
        >
          <Textarea autoComplete="off" autoCapitalize="none" required onInput={() => setError(null)} />
        </Field>
        <Field name="role" label="As" help={`${ROLE_NAMES[role]}: ${ROLE_DUTIES[role]}.`} className="w-full">
          <Select value={role} onChange={({ target }) => setRole(target.value as TeamRole)}>
            {TEAM_ROLES.map((each) => (
              <option key={each} value={each}>
                {ROLE_NAMES[each]}
              </option>
            ))}
          </Select>
        </Field>
        {done && (
          <Notice tone="success" live className="w-full">
            {wordsOf(done)}
          </Notice>
        )}
        <Button type="submit" variant="primary" loading={pending}>
          Invite
        </Button>
      </form>
    </>
  )
}

function NoRoom({ help, isOwner, onAdd }: { help: TeamDto['help']; isOwner: boolean; onAdd: () => void }) {
  const what = help === 'seats' ? 'more seats' : 'a plan with seats'
  return (
    <Notice tone="warning">
      To invite somebody, the team needs {what}. {!isOwner && 'Its owner can get it.'}
      {isOwner && help === 'plan' && (
        <Link href="/pricing" className="underline underline-offset-2">
          See the plans
        </Link>
      )}
      {isOwner && help === 'seats' && (
        <button type="button" className="underline underline-offset-2" onClick={onAdd}>
          Add seats
        </button>
      )}
    </Notice>
  )
}

function wordsOf({ invited, known }: InvitedDto): string {
  const sent = invited === 1 ? 'One invitation is on its way.' : `${invited} invitations are on their way.`
  const others = known.length > 0 ? ` In the team or invited already: ${known.join(', ')}.` : ''
  return invited === 0 ? `Nobody new was invited.${others}` : `${sent}${others}`
}
