import type { Metadata } from 'next'
import { NewTeam } from '@/components/teams/new-team'
import { TeamPrivacy } from '@/components/teams/team-privacy'

export const metadata: Metadata = { title: 'New team' }

export default function NewTeamPage() {
  return (
    <>
      <h1 className="font-medium text-2xl tracking-tight">New team</h1>
      <p className="text-ink-muted">
        A team is a second space beside your own, for work with others. You go from one to the other in the
        menu with your name; your own space stays as it is.
      </p>
      <TeamPrivacy />
      <NewTeam />
    </>
  )
}
