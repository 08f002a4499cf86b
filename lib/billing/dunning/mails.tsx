import 'server-only'
import { z } from 'zod'
import { PaymentFailed } from '@/emails/billing'
import { findAddressee } from '@/lib/accounts/server'
import { idSchema } from '@/lib/core/id-schema'
import { enqueueJob, type JobHandler } from '@/lib/jobs/server'
import { linkTo } from '@/lib/platform/mail-words'
import { sendMail } from '@/lib/platform/mailer'
import { type AccountDocument, findAccount } from '../accounts/data'
import { paidPlanOf } from '../accounts/held-plan'
import { planNamed } from '../plans/read-plans'

const DUNNING = 'billing.dunning'
/** Days after the payment failed. On the last the plan ends. */
const DAYS = [1, 3, 7]
const DAY_MS = 24 * 60 * 60_000

const payloadSchema = z.object({ workspaceId: idSchema, since: z.string() })

/** Orders the mails about a payment that failed. Asking again orders nothing twice. */
export async function orderDunning(account: AccountDocument): Promise<void> {
  const { status, pastDueSince, subscriptionId, workspaceId } = account
  if (status !== 'past_due' || !pastDueSince) return
  const since = pastDueSince.toISOString()
  const payload = { workspaceId: workspaceId.toHexString(), since }
  for (const days of DAYS)
    await enqueueJob(
      DUNNING,
      payload,
      `${subscriptionId}:${since}:${days}`,
      new Date(pastDueSince.getTime() + days * DAY_MS),
    )
}

/** Mails whoever owns the workspace by now, unless it was paid meanwhile. */
async function sendDunning(payload: unknown): Promise<void> {
  const { workspaceId, since } = payloadSchema.parse(payload)
  const account = await findAccount(workspaceId)
  if (account?.status !== 'past_due' || account.pastDueSince?.toISOString() !== since) return
  const person = await findAddressee(account.userId.toHexString())
  const until = paidPlanOf(account)?.until
  if (!person || !until) return
  const isOver = new Date(until) <= new Date()
  const day = new Intl.DateTimeFormat('en', { timeZone: person.timeZone ?? 'UTC', dateStyle: 'long' })
  const plan = planNamed(account.plan).name
  await sendMail({
    to: person.email,
    subject: isOver ? `Your ${plan} plan has ended` : 'Your payment failed',
    body: (
      <PaymentFailed
        name={person.name}
        plan={plan}
        until={day.format(new Date(until))}
        isOver={isOver}
        url={linkTo('/settings/billing')}
      />
    ),
  })
}

/** The job of this part by its kind. */
export const dunningJobs: Record<string, JobHandler> = { [DUNNING]: sendDunning }
