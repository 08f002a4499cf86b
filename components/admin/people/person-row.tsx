'use client'

import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { useProof } from '@/components/auth/use-proof'
import { Avatar } from '@/components/ui/avatar'
import { IconButton } from '@/components/ui/icon-button'
import {
  DropdownMenu,
  MenuItem,
  MenuLabel,
  MenuRadioGroup,
  MenuRadioItem,
  MenuSeparator,
} from '@/components/ui/overlay/dropdown-menu'
import { toast } from '@/components/ui/overlay/toast-store'
import { changeRole, restorePerson, signOutPerson } from '@/lib/people/actions'
import type { GivenRole } from '@/lib/people/limits'
import type { PersonDto } from '@/lib/people/schema'
import { CapsDialog } from './caps-dialog'
import { SuspendDialog } from './suspend-dialog'

const ROLES: Record<PersonDto['role'], string> = {
  owner: 'Owner',
  admin: 'Admin',
  support: 'Support',
  user: 'User',
}

/** One account, and what the one who looks may do with it. */
export function PersonRow({
  person,
  timeZone,
  locale,
  onChange,
}: {
  person: PersonDto
  timeZone: string
  locale: string
  onChange: (changed: PersonDto) => void
}) {
  const { call, dialog } = useProof()
  const [isAsking, setIsAsking] = useState(false)
  const [isLimiting, setIsLimiting] = useState(false)
  const { id, name, email, role, suspended, may } = person

  async function settle(done: string, result: Awaited<ReturnType<typeof callAction<PersonDto>>> | null) {
    if (!result) return
    if (result.ok) onChange(result.data)
    toast(
      result.ok
        ? { title: done }
        : { title: `${name} is as before.`, description: result.error.message, tone: 'danger' },
    )
  }
  const giveRole = async (next: GivenRole) =>
    next !== role && settle(`${name}: ${ROLES[next]}`, await call(() => changeRole({ id, role: next })))
  const restore = async () =>
    settle(`${name} can sign in again.`, await callAction(() => restorePerson({ id })))

  async function signOut() {
    const result = await callAction(() => signOutPerson({ id }))
    toast(
      result.ok
        ? { title: `${name} is signed out everywhere.` }
        : { title: `${name} is as before.`, description: result.error.message, tone: 'danger' },
    )
  }

  return (
    <li className="flex items-center gap-3 px-4 py-3">
      <Avatar name={name} seed={id} url={null} />
      <div className="min-w-0 flex-1">
        <p className="font-medium [overflow-wrap:anywhere]">
          {name}
          {role !== 'user' && <span className="ms-2 text-accent">{ROLES[role]}</span>}
          {suspended && <span className="ms-2 text-danger">Suspended</span>}
        </p>
        {email && <p className="text-ink-muted [overflow-wrap:anywhere]">{email}</p>}
        <p className="text-ink-muted">{factsOf(person, { timeZone, locale }).join(' · ')}</p>
        {suspended?.reason && <p className="[overflow-wrap:anywhere]">Told: {suspended.reason}</p>}
      </div>
      {may.suspend && (
        <DropdownMenu
          align="end"
          trigger={
            <IconButton label={`Manage ${name}`} size="sm">
              <Ellipsis />
            </IconButton>
          }
        >
          {may.roles.length > 0 ? (
            <>
              <MenuLabel>Role</MenuLabel>
              <MenuRadioGroup value={role} onValueChange={(next) => void giveRole(next as GivenRole)}>
                {may.roles.map((each) => (
                  <MenuRadioItem key={each} value={each}>
                    {ROLES[each]}
                  </MenuRadioItem>
                ))}
              </MenuRadioGroup>
            </>
          ) : (
            <MenuLabel className="max-w-56">Roles are for confirmed addresses.</MenuLabel>
          )}
          <MenuSeparator />
          <MenuItem onSelect={() => setIsLimiting(true)}>Limit messages</MenuItem>
          {!suspended && <MenuItem onSelect={() => void signOut()}>Sign out everywhere</MenuItem>}
          {suspended ? (
            <MenuItem onSelect={() => void restore()}>Let back in</MenuItem>
          ) : (
            <MenuItem danger onSelect={() => setIsAsking(true)}>
              Suspend
            </MenuItem>
          )}
        </DropdownMenu>
      )}
      {isLimiting && <CapsDialog person={person} onClose={() => setIsLimiting(false)} onDone={onChange} />}
      {isAsking && <SuspendDialog person={person} onClose={() => setIsAsking(false)} onDone={onChange} />}
      {dialog}
    </li>
  )
}

function factsOf(
  { email, isConfirmed, joinedAt, lastSeenAt, erasedAt, caps }: PersonDto,
  { timeZone, locale }: { timeZone: string; locale: string },
): string[] {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone })
  const day = (at: string) => format.format(new Date(at))
  return [
    email === null ? 'Guest' : !isConfirmed && 'Address not confirmed',
    `Here since ${day(joinedAt)}`,
    lastSeenAt && `last seen ${day(lastSeenAt)}`,
    erasedAt && `will be erased on ${day(erasedAt)}`,
    caps && `at most ${capWords(caps)}`,
  ].filter((fact): fact is string => !!fact)
}

const capWords = ({ day, month }: NonNullable<PersonDto['caps']>) =>
  [day !== null && `${day} messages a day`, month !== null && `${month} messages a month`]
    .filter(Boolean)
    .join(', ')
