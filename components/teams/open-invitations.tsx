'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/overlay/toast-store'
import { resendInvitation, revokeTeamInvitation } from '@/lib/teams/actions'
import type { TeamInvitationDto } from '@/lib/teams/schema'
import { ROLE_NAMES } from './words'

type OpenInvitationsProps = { invitations: readonly TeamInvitationDto[]; timeZone: string; locale: string }

/** Who is invited and has not come yet. */
export function OpenInvitations({ invitations, timeZone, locale }: OpenInvitationsProps) {
  const router = useRouter()
  const [busy, setBusy] = useState<string | null>(null)
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone })

  async function act(id: string, action: typeof resendInvitation, done: string) {
    if (busy) return
    setBusy(id)
    const result = await callAction(() => action({ id }))
    setBusy(null)
    toast(
      result.ok
        ? { title: done }
        : { title: 'The invitation is as before.', description: result.error.message, tone: 'danger' },
    )
    router.refresh()
  }

  if (invitations.length === 0) return <p className="text-ink-muted">Nobody is invited at the moment.</p>
  return (
    <ul aria-label="Open invitations" className="flex flex-col divide-y rounded-card border">
      {invitations.map(({ id, email, role, isOver, expiresAt }) => (
        <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
          <div className="min-w-40 flex-1">
            <p className="font-medium [overflow-wrap:anywhere]">{email}</p>
            <p className="text-ink-muted">
              {ROLE_NAMES[role]} · {isOver ? 'ended on' : 'until'} {format.format(new Date(expiresAt))}
            </p>
          </div>
          <Button
            size="sm"
            aria-label={`Send the invitation to ${email} again`}
            loading={busy === id}
            onClick={() => void act(id, resendInvitation, 'The invitation is on its way again.')}
          >
            Send again
          </Button>
          <Button
            size="sm"
            aria-label={`Take back the invitation to ${email}`}
            loading={busy === id}
            onClick={() => void act(id, revokeTeamInvitation, 'The invitation is taken back.')}
          >
            Take back
          </Button>
        </li>
      ))}
    </ul>
  )
}
