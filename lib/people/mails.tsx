import 'server-only'
import { z } from 'zod'
import { AccountRestored, AccountSuspended, RoleChanged } from '@/emails/people'
import { findAddressee } from '@/lib/accounts/server'
import { idSchema } from '@/lib/core/id-schema'
import { getEnv } from '@/lib/env'
import { enqueueJob, type JobHandler } from '@/lib/jobs/server'
import { linkTo } from '@/lib/platform/mail-words'
import { sendMail } from '@/lib/platform/mailer'
import { GIVEN_ROLES, type GivenRole } from './limits'

const KIND = {
  suspended: 'mail.suspended',
  restored: 'mail.restored',
  role: 'mail.role',
} as const

const toUser = z.object({ userId: idSchema })
const suspension = toUser.extend({ reason: z.string() })
const newRole = toUser.extend({ role: z.enum(GIVEN_ROLES) })

export const mailSuspended = (userId: string, reason: string) =>
  enqueueJob(KIND.suspended, { userId, reason })
export const mailRestored = (userId: string) => enqueueJob(KIND.restored, { userId })
export const mailRole = (userId: string, role: GivenRole) => enqueueJob(KIND.role, { userId, role })

async function sendSuspended(payload: unknown): Promise<void> {
  const { userId, reason } = suspension.parse(payload)
  const person = await findAddressee(userId)
  if (!person || person.isGuest) return
  const contact = getEnv().OPERATOR_EMAIL ?? null
  await sendMail({
    to: person.email,
    subject: 'Your Numina account is suspended',
    body: <AccountSuspended name={person.name} reason={reason} contact={contact} />,
  })
}

async function sendRestored(payload: unknown): Promise<void> {
  const person = await findAddressee(toUser.parse(payload).userId)
  if (!person || person.isGuest) return
  await sendMail({
    to: person.email,
    subject: 'Your Numina account is open again',
    body: <AccountRestored name={person.name} url={linkTo('/sign-in')} />,
  })
}

const DUTIES: Record<GivenRole, string> = {
  user: 'You do not manage this Numina any more. Your chats and everything else of yours stay as they are',
  support: 'You see the replies that people report',
  admin: 'You invite people, change roles, suspend accounts and see the replies that people report',
}

async function sendRole(payload: unknown): Promise<void> {
  const { userId, role } = newRole.parse(payload)
  const person = await findAddressee(userId)
  if (!person) return
  await sendMail({
    to: person.email,
    subject: 'Your role in Numina has changed',
    body: (
      <RoleChanged name={person.name} duties={DUTIES[role]} url={role === 'user' ? null : linkTo('/admin')} />
    ),
  })
}

export const peopleJobs: Record<string, JobHandler> = {
  [KIND.suspended]: sendSuspended,
  [KIND.restored]: sendRestored,
  [KIND.role]: sendRole,
}
