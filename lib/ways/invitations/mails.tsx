import 'server-only'
import { z } from 'zod'
import { Invitation } from '@/emails/joining'
import { findAccount } from '@/lib/accounts/server'
import { idSchema } from '@/lib/core/id-schema'
import { enqueueJob, type JobHandler } from '@/lib/jobs/server'
import { linkTo } from '@/lib/platform/mail-words'
import { sendMail } from '@/lib/platform/mailer'
import { hashToken, newToken } from '@/lib/platform/secrets'
import { findInvitation, setInvitationToken } from './data'

const KIND = 'mail.invitation'
const toInvitation = z.object({ invitationId: idSchema })

export const mailInvitation = (invitationId: string) => enqueueJob(KIND, { invitationId })

async function sendInvitation(payload: unknown): Promise<void> {
  const { invitationId } = toInvitation.parse(payload)
  const invitation = await findInvitation(invitationId)
  if (!invitation || invitation.acceptedAt || invitation.revokedAt) return
  const inviter = await findAccount(invitation.invitedById)
  const token = newToken()
  await setInvitationToken(invitationId, hashToken(token))
  const until = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: inviter?.timeZone ?? 'UTC' })
  const name = inviter?.name ?? 'Somebody'
  await sendMail({
    to: invitation.email,
    subject: `${name} invites you to Numina`,
    body: (
      <Invitation
        inviter={name}
        url={linkTo(`/invite?token=${token}`)}
        until={until.format(invitation.expiresAt)}
      />
    ),
  })
}

export const invitationJobs: Record<string, JobHandler> = { [KIND]: sendInvitation }
