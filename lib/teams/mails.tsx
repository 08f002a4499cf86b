import 'server-only'
import { z } from 'zod'
import { RemovedFromTeam, TeamInvitation } from '@/emails/teams'
import { findAccount, findAddressee } from '@/lib/accounts/server'
import { idSchema } from '@/lib/core/id-schema'
import { enqueueJob, type JobHandler } from '@/lib/jobs/server'
import { linkTo } from '@/lib/platform/mail-words'
import { sendMail } from '@/lib/platform/mailer'
import { hashToken, newToken } from '@/lib/platform/secrets'
import { findTeam } from './data'
import { findInvitationById, setInvitationToken } from './invitations/data'
import { KEPT_DAYS } from './limits'

const KIND = { invitation: 'mail.team_invitation', removed: 'mail.team_removed' } as const
const DAY_MS = 24 * 60 * 60 * 1000

const toInvitation = z.object({ invitationId: idSchema })
const removal = z.object({ userId: idSchema, team: z.string(), at: z.iso.datetime() })

export const mailTeamInvitation = (invitationId: string) => enqueueJob(KIND.invitation, { invitationId })
export const mailRemoved = (userId: string, team: string) =>
  enqueueJob(KIND.removed, { userId, team, at: new Date().toISOString() })

const dayIn = (timeZone: string, at: Date) =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone }).format(at)

/** The link is made when it is mailed: earlier ones of the same invitation lead nowhere then. */
async function sendInvitation(payload: unknown): Promise<void> {
  const invitation = await findInvitationById(toInvitation.parse(payload).invitationId)
  if (!invitation || invitation.acceptedAt || invitation.revokedAt) return
  const [inviter, team] = await Promise.all([
    findAccount(invitation.invitedById),
    findTeam(invitation.workspaceId),
  ])
  if (!team) return
  const token = newToken()
  await setInvitationToken(invitation._id, hashToken(token))
  const name = inviter?.name ?? 'Somebody'
  await sendMail({
    to: invitation.email,
    subject: `${name} invites you to ${team.name}`,
    body: (
      <TeamInvitation
        inviter={name}
        team={team.name}
        url={linkTo(`/join/${token}`)}
        until={dayIn(inviter?.timeZone ?? 'UTC', invitation.expiresAt)}
      />
    ),
  })
}

async function sendRemoved(payload: unknown): Promise<void> {
  const { userId, team, at } = removal.parse(payload)
  const person = await findAddressee(userId)
  if (!person) return
  const end = new Date(Date.parse(at) + KEPT_DAYS * DAY_MS)
  await sendMail({
    to: person.email,
    subject: `You are no longer in ${team}`,
    body: <RemovedFromTeam name={person.name} team={team} until={dayIn(person.timeZone, end)} />,
  })
}

export const teamMails: Record<string, JobHandler> = {
  [KIND.invitation]: sendInvitation,
  [KIND.removed]: sendRemoved,
}
