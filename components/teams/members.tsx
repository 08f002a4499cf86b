'use client'

import { Ellipsis } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { useProof } from '@/components/auth/use-proof'
import { Avatar } from '@/components/ui/avatar'
import { IconButton } from '@/components/ui/icon-button'
import { later } from '@/components/ui/later'
import { AlertDialog } from '@/components/ui/overlay/alert-dialog'
import {
  DropdownMenu,
  MenuItem,
  MenuLabel,
  MenuRadioGroup,
  MenuRadioItem,
  MenuSeparator,
} from '@/components/ui/overlay/dropdown-menu'
import { toast } from '@/components/ui/overlay/toast-store'
import { changeMemberRole, handOverTeam, removeMember } from '@/lib/teams/actions'
import { KEPT_DAYS, type TeamRole } from '@/lib/teams/limits'
import type { MemberDto } from '@/lib/teams/schema'
import { ROLE_NAMES } from './words'

const MemberCaps = later(() => import('@/components/usage/member-caps').then((module) => module.default))

type Format = { timeZone: string; locale: string }

/** Who belongs to the team. */
export function Members({
  members,
  paysSeats,
  ...format
}: { members: readonly MemberDto[]; paysSeats: boolean } & Format) {
  return (
    <ul aria-label="Members" className="flex flex-col divide-y rounded-card border">
      {members.map((member) => (
        <MemberRow key={member.id} member={member} paysSeats={paysSeats} {...format} />
      ))}
    </ul>
  )
}

function MemberRow({
  member,
  paysSeats,
  timeZone,
  locale,
}: { member: MemberDto; paysSeats: boolean } & Format) {
  const { id, name, email, avatarUrl, role, since, isYou, isBeyondSeats } = member
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone }).format(new Date(since))
  return (
    <li className="flex items-center gap-3 px-4 py-3">
      <Avatar name={name} seed={id} url={avatarUrl} />
      <div className="min-w-0 flex-1">
        <p className="font-medium [overflow-wrap:anywhere]">
          {name}
          {isYou && <span className="ms-1.5 font-normal text-ink-muted">(you)</span>}
        </p>
        {email && <p className="text-ink-muted [overflow-wrap:anywhere]">{email}</p>}
        <p className="text-ink-muted">
          {ROLE_NAMES[role]} · here since {day}
        </p>
        {isBeyondSeats && <p className="text-warning">Reads only: there is no seat left.</p>}
      </div>
      <MemberMenu member={member} paysSeats={paysSeats} />
    </li>
  )
}

function MemberMenu({
  member: { id, name, role, may, limit },
  paysSeats,
}: {
  member: MemberDto
  /** Whoever looks can give up a seat that is free. */
  paysSeats: boolean
}) {
  const router = useRouter()
  const { call, dialog } = useProof()
  const [asks, setAsks] = useState<'remove' | 'owner' | 'limit' | null>(null)
  const [pending, setPending] = useState(false)
  if (may.roles.length === 0 && !may.remove && !may.beOwner) return null

  const giveUp = {
    description: 'Their seat is free for somebody else.',
    action: { label: 'Give it up', onSelect: () => router.push('/settings/billing') },
  }
  async function settle(
    done: Parameters<typeof toast>[0],
    answer: Promise<Awaited<ReturnType<typeof callAction<null>>> | null>,
  ) {
    setPending(true)
    const result = await answer
    setPending(false)
    setAsks(null)
    if (!result) return
    toast(
      result.ok
        ? done
        : { title: `${name} is as before.`, description: result.error.message, tone: 'danger' },
    )
    router.refresh()
  }
  const giveRole = (next: TeamRole) =>
    settle(
      { title: `${name}: ${ROLE_NAMES[next]}` },
      callAction(() => changeMemberRole({ userId: id, role: next })),
    )

  return (
    <>
      <DropdownMenu
        align="end"
        trigger={
          <IconButton label={`Manage ${name}`} size="sm">
            <Ellipsis />
          </IconButton>
        }
      >
        {may.roles.length > 0 && (
          <>
            <MenuLabel>Role</MenuLabel>
            <MenuRadioGroup
              value={role}
              onValueChange={(next) => next !== role && void giveRole(next as TeamRole)}
            >
              {may.roles.map((each) => (
                <MenuRadioItem key={each} value={each}>
                  {ROLE_NAMES[each]}
                </MenuRadioItem>
              ))}
            </MenuRadioGroup>
          </>
        )}
        {(may.beOwner || may.remove) && <MenuSeparator />}
        {may.remove && <MenuItem onSelect={() => setAsks('limit')}>Limit messages</MenuItem>}
        {may.beOwner && <MenuItem onSelect={() => setAsks('owner')}>Make owner</MenuItem>}
        {may.remove && (
          <MenuItem danger onSelect={() => setAsks('remove')}>
            Remove
          </MenuItem>
        )}
      </DropdownMenu>
      <AlertDialog
        open={asks === 'remove'}
        onOpenChange={() => setAsks(null)}
        title={`Remove ${name}?`}
        description={`They are out of the team at once, on every device, and get a mail. What they wrote here is kept for ${KEPT_DAYS} days, in case they come back, and then erased, also what they shared.`}
        confirm="Remove"
        pending={pending}
        onConfirm={() =>
          void settle(
            { title: `${name} is no longer in the team.`, ...(paysSeats && giveUp) },
            callAction(() => removeMember({ userId: id })),
          )
        }
      />
      <AlertDialog
        open={asks === 'owner'}
        onOpenChange={() => setAsks(null)}
        title={`Make ${name} the owner?`}
        description={`The team and its plan are theirs then.${paysSeats ? ' The plan stays; your card is taken off, and they add theirs before the next payment.' : ''} You stay as an admin, and only they can give it back.`}
        confirm="Hand over"
        pending={pending}
        onConfirm={() =>
          void settle(
            { title: `${name} owns the team now.` },
            call(() => handOverTeam({ userId: id })),
          )
        }
      />
      {asks === 'limit' && <MemberCaps member={{ id, name, limit }} onClose={() => setAsks(null)} />}
      {dialog}
    </>
  )
}
