import type { Metadata } from 'next'
import Link from 'next/link'
import { withCallback } from '@/components/auth/callback-url'
import { JoinTeam } from '@/components/teams/join-team'
import { TeamPrivacy } from '@/components/teams/team-privacy'
import { buttonStyles } from '@/components/ui/button-styles'
import { getProfile, readSignUpRules } from '@/lib/accounts/server'
import { getPageContext } from '@/lib/auth/server'
import { readTeamInvitation } from '@/lib/teams/server'

export const metadata: Metadata = { title: 'Join a team', referrer: 'no-referrer' }

export default async function JoinPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const [invitation, ctx] = await Promise.all([readTeamInvitation(token), getPageContext()])
  if (!invitation) return <NoInvitation />
  const { team, inviter, role, email } = invitation
  const profile = ctx && ctx.role !== 'guest' ? await getProfile(ctx) : null
  return (
    <>
      <h1 className="font-medium text-2xl tracking-tight [overflow-wrap:anywhere]">Join {team}?</h1>
      <p>
        {inviter ?? 'Somebody'} invites you to this team, as {role === 'admin' ? 'an admin' : `a ${role}`}.
        The invitation was sent to {email}.
      </p>
      <TeamPrivacy />
      {profile ? (
        <>
          <p className="text-ink-muted">
            The account that joins is {profile.name}, {profile.email}.
          </p>
          <JoinTeam token={token} team={team} />
        </>
      ) : (
        <Doors to={`/join/${token}`} />
      )}
    </>
  )
}

/** To come in first. Being invited to a team opens no Numina that is closed to new accounts. */
async function Doors({ to }: { to: string }) {
  const { mode } = await readSignUpRules()
  const mayJoin = mode === 'open' || mode === 'domains'
  return (
    <div className="flex flex-col gap-3">
      <p className="text-ink-muted">
        {mayJoin ? 'Sign in first, or create an account.' : 'Sign in first. New accounts are closed here.'}{' '}
        You come back to this page.
      </p>
      <Link href={withCallback('/sign-in', to)} className={buttonStyles({ variant: 'primary' })}>
        Sign in
      </Link>
      {mayJoin && (
        <Link href={withCallback('/sign-up', to)} className={buttonStyles()}>
          Create an account
        </Link>
      )}
    </div>
  )
}

function NoInvitation() {
  return (
    <>
      <h1 className="font-medium text-2xl tracking-tight">This invitation does not work any more.</h1>
      <p className="text-ink-muted">
        It has been used, was taken back, was sent anew, or is older than a week. Ask whoever invited you for
        a new one.
      </p>
      <Link href="/chat" className={buttonStyles({ variant: 'primary' })}>
        Go to Numina
      </Link>
    </>
  )
}
