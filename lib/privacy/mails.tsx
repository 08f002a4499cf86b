import 'server-only'
import { z } from 'zod'
import { AccountErased, ArchiveReady, DeletionRequested, DeletionUndone } from '@/emails/privacy'
import { findAddressee } from '@/lib/accounts/server'
import { idSchema } from '@/lib/core/id-schema'
import { enqueueJob, type JobHandler } from '@/lib/jobs/server'
import { linkTo, momentIn } from '@/lib/platform/mail-words'
import { sendMail } from '@/lib/platform/mailer'
import { ARCHIVE_DAYS } from './limits'

const KIND = {
  ready: 'mail.archiveReady',
  deletionRequested: 'mail.deletionRequested',
  deletionUndone: 'mail.deletionUndone',
} as const

const toUser = z.object({ userId: idSchema })
const deletion = toUser.extend({ at: z.iso.datetime() })

export const mailArchiveReady = (userId: string, archiveId: string) =>
  enqueueJob(KIND.ready, { userId }, archiveId)
export const mailDeletionRequested = (userId: string, at: Date) =>
  enqueueJob(KIND.deletionRequested, { userId, at: at.toISOString() })
export const mailDeletionUndone = (userId: string) => enqueueJob(KIND.deletionUndone, { userId })

async function sendArchiveReady(payload: unknown): Promise<void> {
  const person = await findAddressee(toUser.parse(payload).userId)
  if (!person) return
  await sendMail({
    to: person.email,
    subject: 'Your data from Numina is ready',
    body: <ArchiveReady name={person.name} url={linkTo('/settings/privacy')} days={ARCHIVE_DAYS} />,
  })
}

async function sendDeletionRequested(payload: unknown): Promise<void> {
  const { userId, at } = deletion.parse(payload)
  const person = await findAddressee(userId)
  if (!person) return
  const when = momentIn(person.timeZone, at)
  await sendMail({
    to: person.email,
    subject: 'Your Numina account will be deleted',
    body: <DeletionRequested name={person.name} when={when} url={linkTo('/sign-in')} />,
  })
}

async function sendDeletionUndone(payload: unknown): Promise<void> {
  const person = await findAddressee(toUser.parse(payload).userId)
  if (!person) return
  await sendMail({
    to: person.email,
    subject: 'Your Numina account stays',
    body: <DeletionUndone name={person.name} url={linkTo('/forgot')} />,
  })
}

/** Not a job: it is the last thing that is known of the person. @throws when the mail server does not take it */
export async function sendReceipt(
  { name, email }: { name: string; email: string },
  counts: Record<string, number>,
): Promise<void> {
  await sendMail({
    to: email,
    subject: 'Your Numina account is erased',
    body: <AccountErased name={name} counts={counts} />,
  })
}

/** The mails of this domain. Each is a job that names the person. */
export const privacyMails: Record<string, JobHandler> = {
  [KIND.ready]: sendArchiveReady,
  [KIND.deletionRequested]: sendDeletionRequested,
  [KIND.deletionUndone]: sendDeletionUndone,
}
