import 'server-only'
import { z } from 'zod'
import { TopUpStopped } from '@/emails/billing'
import { findAddressee } from '@/lib/accounts/server'
import { idSchema } from '@/lib/core/id-schema'
import { enqueueJob, type JobHandler } from '@/lib/jobs/server'
import { linkTo } from '@/lib/platform/mail-words'
import { sendMail } from '@/lib/platform/mailer'
import type { WalletDocument } from '../stored/data'

const STOPPED = 'billing.top-up-stopped'
const payloadSchema = z.object({ userId: idSchema })

/** Orders the mail that says that a card was refused, once for a purchase. */
export async function orderStoppedMail({ userId }: WalletDocument, attempt: string): Promise<void> {
  await enqueueJob(STOPPED, { userId: userId.toHexString() }, attempt)
}

async function sendStopped(payload: unknown): Promise<void> {
  const person = await findAddressee(payloadSchema.parse(payload).userId)
  if (!person) return
  await sendMail({
    to: person.email,
    subject: 'Messages could not be bought',
    body: <TopUpStopped name={person.name} url={linkTo('/settings/billing')} />,
  })
}

/** The job of this part by its kind. */
export const topUpJobs: Record<string, JobHandler> = { [STOPPED]: sendStopped }
