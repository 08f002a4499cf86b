import { MailButton, MailLayout } from './layout'

export function TeamInvitation({
  inviter,
  team,
  url,
  until,
}: {
  inviter: string
  team: string
  url: string
  until: string
}) {
  return (
    <MailLayout
      preview={`${inviter} invites you to ${team}`}
      why="You get this because somebody in a team on this Numina entered your address. If you do not want to join, leave it."
    >
      <p>Hello,</p>
      <p>
        {inviter} invites you to the team {team} on Numina, a private AI companion. The link works once, and
        until {until}.
      </p>
      <MailButton href={url}>See the invitation</MailButton>
      <p>What you say in a team stays yours: nobody else there reads it.</p>
    </MailLayout>
  )
}

export function RemovedFromTeam({ name, team, until }: { name: string; team: string; until: string }) {
  return (
    <MailLayout
      preview={`You are no longer in ${team}`}
      why="You get this because somebody who manages the team has taken you out of it."
    >
      <p>Hello {name},</p>
      <p>you are no longer in the team {team}. Your own space, and everything in it, stays as it is.</p>
      <p>
        What you wrote in the team is kept until {until}, and is there again if you are invited back before.
        Then it is erased.
      </p>
    </MailLayout>
  )
}
