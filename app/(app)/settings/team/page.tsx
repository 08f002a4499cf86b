import type { Metadata } from 'next'
import Link from 'next/link'
import { Section } from '@/components/settings/section'
import { DeleteTeam } from '@/components/teams/delete-team'
import { InvitePeople } from '@/components/teams/invite-people'
import { LeaveTeam } from '@/components/teams/leave-team'
import { Members } from '@/components/teams/members'
import { OpenInvitations } from '@/components/teams/open-invitations'
import { RenameTeam } from '@/components/teams/rename-team'
import { TeamLog } from '@/components/teams/team-log'
import { TeamPrivacy } from '@/components/teams/team-privacy'
import { buttonStyles } from '@/components/ui/button-styles'
import { EmptyState } from '@/components/ui/empty-state'
import { requirePageContext } from '@/lib/auth/server'
import { readTeam, readTeamLog } from '@/lib/teams/server'

export const metadata: Metadata = { title: 'Team' }

export default async function TeamPage() {
  const ctx = await requirePageContext()
  const team = await readTeam(ctx)
  if (!team) return <NoTeamHere />
  const { name, may, members, invitations } = team
  const log = may.manage ? await readTeamLog(ctx) : []
  const format = { timeZone: ctx.timeZone, locale: ctx.locale }
  return (
    <>
      <h1 className="font-medium text-2xl tracking-tight [overflow-wrap:anywhere]">{name}</h1>
      <Section title="Members">
        <Members
          members={members}
          paysSeats={may.own && team.seats !== null && team.help === 'seats'}
          {...format}
        />
      </Section>
      {invitations && (
        <Section title="Invite people">
          <InvitePeople {...team} {...format} />
          <OpenInvitations invitations={invitations} {...format} />
        </Section>
      )}
      <Section title="Who sees what">
        <TeamPrivacy />
      </Section>
      {may.manage && (
        <Section title="Name">
          <RenameTeam key={name} name={name} />
        </Section>
      )}
      {log.length > 0 && (
        <Section title="What happened">
          <TeamLog entries={log} {...format} />
        </Section>
      )}
      {may.own ? (
        <Section title="Delete the team">
          <DeleteTeam name={name} />
        </Section>
      ) : (
        <Section title="Leave">
          <LeaveTeam name={name} />
        </Section>
      )}
    </>
  )
}

function NoTeamHere() {
  return (
    <EmptyState
      heading="h1"
      title="This is your own space."
      action={
        <Link href="/settings/team/new" className={buttonStyles({ variant: 'primary' })}>
          New team
        </Link>
      }
    >
      Nobody else is here. To work with others, make a team, or go to one you belong to in the menu with your
      name.
    </EmptyState>
  )
}
