import type { Metadata } from 'next'
import Link from 'next/link'
import { Section } from '@/components/settings/section'
import { RenameTeam } from '@/components/teams/rename-team'
import { TeamPrivacy } from '@/components/teams/team-privacy'
import { buttonStyles } from '@/components/ui/button-styles'
import { EmptyState } from '@/components/ui/empty-state'
import { requirePageContext } from '@/lib/auth/server'
import { readTeam } from '@/lib/teams/server'

export const metadata: Metadata = { title: 'Team' }

export default async function TeamPage() {
  const team = await readTeam(await requirePageContext())
  if (!team) return <NoTeamHere />
  return (
    <>
      <h1 className="font-medium text-2xl tracking-tight [overflow-wrap:anywhere]">{team.name}</h1>
      {team.may.manage && (
        <Section title="Name">
          <RenameTeam name={team.name} />
        </Section>
      )}
      <Section title="Who sees what">
        <TeamPrivacy />
      </Section>
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
