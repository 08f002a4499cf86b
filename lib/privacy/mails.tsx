import 'server-only'
import { z } from 'zod'
import { ArchiveReady } from '@/emails/privacy'
import { findAddressee } from '@/lib/accounts/server'
import { idSchema } from '@/lib/core/id-schema'
import { getEnv } from '@/lib/env'
import { enqueueJob, type JobHandler } from '@/lib/jobs/server'
import { sendMail } from '@/lib/platform/mailer'
import { ARCHIVE_DAYS } from './limits'

const READY = 'mail.archiveReady'
const toUser = z.object({ userId: idSchema })

const linkTo = (path: string) => new URL(path, getEnv().NEXTAUTH_URL).href

export const mailArchiveReady = (userId: string, archiveId: string) =>
  enqueueJob(READY, { userId }, archiveId)

async function sendArchiveReady(payload: unknown): Promise<void> {
  const person = await findAddressee(toUser.parse(payload).userId)
  if (!person) return
  await sendMail({
    to: person.email,
    subject: 'Your data from Numina is ready',
    body: <ArchiveReady name={person.name} url={linkTo('/settings/privacy')} days={ARCHIVE_DAYS} />,
  })
}

/** The mails of this domain. Each is a job that names the person. */
export const privacyMails: Record<string, JobHandler> = { [READY]: sendArchiveReady }
