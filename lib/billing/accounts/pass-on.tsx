import 'server-only'
import type Stripe from 'stripe'
import { z } from 'zod'
import { PlanPassedOn } from '@/emails/billing'
import { findAddressee } from '@/lib/accounts/server'
import { idSchema } from '@/lib/core/id-schema'
import { enqueueJob, type JobHandler } from '@/lib/jobs/server'
import { linkTo } from '@/lib/platform/mail-words'
import { sendMail } from '@/lib/platform/mailer'
import { findStripe, isMissing } from '@/lib/platform/stripe'
import { closeExtra } from '../extra/data'
import { planNamed } from '../plans/read-plans'
import { closeTopUp } from '../topup/data'
import { converge } from './converge'
import { type AccountDocument, findAccount, giveAccount } from './data'

const PASSED_ON = 'billing.passed-on'
const payloadSchema = z.object({ workspaceId: idSchema, userId: idSchema, at: z.iso.datetime() })

/**
 * Somebody else owns a workspace from now on: what is paid for it goes on, and is theirs to pay. What the one before agreed to buy is over at
 * once; their name and their cards leave Stripe as soon as it answers.
 */
export async function passBillingOn(workspaceId: string, userId: string): Promise<void> {
  await Promise.all([closeTopUp(workspaceId), closeExtra(workspaceId), giveAccount(workspaceId, userId)])
  if (!(await findAccount(workspaceId))?.customerId) return
  await enqueueJob(PASSED_ON, { workspaceId, userId, at: new Date().toISOString() })
}

/** Not when it has been passed on once more: then this is for the job that was ordered with that. */
async function passCustomerOn(payload: unknown): Promise<void> {
  const { workspaceId, userId, at } = payloadSchema.parse(payload)
  const stripe = findStripe()
  const [account, person] = await Promise.all([findAccount(workspaceId), findAddressee(userId)])
  const customer = account?.customerId
  if (!stripe || !customer || !person || account.userId.toHexString() !== userId) return
  try {
    await dropCards(stripe, customer, new Date(at))
    const { name, email } = person
    await stripe.customers.update(customer, { name, email, metadata: { userId } })
  } catch (error) {
    if (!isMissing(error)) throw error
  }
  const now = await converge(customer)
  if (now && isPaid(now)) await mail(person, now)
}

/** Those that the one before kept. One that was added since is the new owner's. */
async function dropCards(stripe: Stripe, customer: string, before: Date): Promise<void> {
  const { data } = await stripe.customers.listPaymentMethods(customer, { limit: 100 })
  for (const { id, created } of data)
    if (created * 1000 <= before.getTime()) await stripe.paymentMethods.detach(id)
}

const isPaid = ({ status, cancelAt }: AccountDocument) =>
  cancelAt === null && ['active', 'trialing', 'past_due'].includes(status)

async function mail(
  person: { name: string; email: string; timeZone: string },
  { plan, periodEnd }: AccountDocument,
): Promise<void> {
  const day = new Intl.DateTimeFormat('en', { timeZone: person.timeZone, dateStyle: 'long' })
  const name = planNamed(plan).name
  await sendMail({
    to: person.email,
    subject: `${name} of your team needs your card`,
    body: (
      <PlanPassedOn
        name={person.name}
        plan={name}
        until={periodEnd ? day.format(periodEnd) : 'the next payment'}
        url={linkTo('/settings/billing')}
      />
    ),
  })
}

/** The job of this part by its kind. */
export const passingJobs: Record<string, JobHandler> = { [PASSED_ON]: passCustomerOn }
