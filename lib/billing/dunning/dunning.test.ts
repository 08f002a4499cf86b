import { ObjectId } from 'mongodb'
import { expect, it, vi } from 'vitest'
import { driverCollection } from '@/lib/platform/db'
import { sendMail } from '@/lib/platform/mailer'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { advanceClock, again, customerOf, onStripe, stripe, subscribe } from '@/scripts/test/shop'
import { converge } from '../accounts/converge'
import { findAccount, giveAccount, openAccount } from '../accounts/data'
import { heldPlanOf } from '../accounts/held-plan'
import { planOf } from '../plans/read-plans'
import { dunningJobs, orderDunning } from './mails'

onAppDatabase()
onStripe()
vi.mock('@/lib/platform/mailer', () => ({ sendMail: vi.fn() }))

it('a payment that fails is told by mail on three days, and the plan ends after seven', async () => {
  const ctx = await createPerson()
  await subscribe(ctx)
  const customerId = await customerOf(ctx)
  await converge(customerId)
  const since = new Date(Date.now() - 2 * 24 * 60 * 60_000)
  const account = await findAccount(ctx.workspaceId)
  if (!account) throw new Error('no account')
  const pastDue = { ...account, status: 'past_due' as const, pastDueSince: since }
  await orderDunning(pastDue)
  await orderDunning(pastDue)
  const jobs = await driverCollection('jobs')
    .find({ kind: 'billing.dunning', 'payload.workspaceId': ctx.workspaceId })
    .toArray()
  expect(
    jobs.map(({ runAt }) => Math.round((runAt.getTime() - since.getTime()) / 86_400_000)).sort(),
  ).toEqual([1, 3, 7])
  const held = heldPlanOf(pastDue)
  expect(planOf({ plan: held }, new Date(since.getTime() + 6.9 * 86_400_000)).key).toBe('pro')
  expect(planOf({ plan: held }, new Date(since.getTime() + 7.1 * 86_400_000)).key).toBe('free')
})

it('is told to whoever owns the workspace by then', async () => {
  const [owner, heir] = [await createPerson(), await createPerson()]
  await subscribe(owner)
  await converge(await customerOf(owner))
  const since = new Date()
  const pastDue = { $set: { status: 'past_due', pastDueSince: since } }
  const ofTeam = { workspaceId: new ObjectId(owner.workspaceId) }
  await driverCollection('billingAccounts').updateOne(ofTeam, pastDue)
  const account = await findAccount(owner.workspaceId)
  if (account) await orderDunning(account)
  await giveAccount(owner.workspaceId, heir.userId)
  const job = await driverCollection('jobs').findOne({ 'payload.workspaceId': owner.workspaceId })
  await dunningJobs[job?.['kind']]?.(job?.['payload'], async () => true)
  expect(vi.mocked(sendMail).mock.calls.map(([{ to }]) => to)).toEqual([heir.email])
})

it('a renewal that fails: days of grace, then Free, and the plan again when it is paid', async () => {
  const ctx = await createPerson()
  const start = Math.floor(Date.now() / 1000)
  const day = 86_400
  const clock = await stripe.testHelpers.testClocks.create({ frozen_time: start })
  const customer = await stripe.customers.create({ email: ctx.email, test_clock: clock.id })
  const good = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id })
  const use = (id: string) =>
    stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: id } })
  const advance = async (to: number) => {
    await advanceClock(clock.id, to)
    await converge(customer.id)
    return planOf(await again(ctx), new Date(to * 1000)).key
  }
  await use(good.id)
  await openAccount(ctx.workspaceId, ctx.userId, customer.id)
  const { data } = await stripe.prices.list({ lookup_keys: ['numina_pro_month'] })
  const { items } = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: data[0]?.id ?? '' }],
  })
  const end = items.data[0]?.current_period_end ?? 0
  expect(await advance(end - day)).toBe('pro')
  const bad = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer: customer.id })
  await use(bad.id)
  expect(await advance(end + day)).toBe('pro')
  expect(await findAccount(ctx.workspaceId)).toMatchObject({ status: 'past_due', plan: 'pro' })
  const now = await again(ctx)
  expect(planOf(now, new Date((end + 6 * day) * 1000)).key).toBe('pro')
  expect(planOf(now, new Date((end + 8 * day) * 1000)).key).toBe('free')
  await use(good.id)
  const [open] = (await stripe.invoices.list({ customer: customer.id, status: 'open' })).data
  await stripe.invoices.pay(open?.id ?? '')
  expect(await advance(end + 2 * day)).toBe('pro')
  expect(await findAccount(ctx.workspaceId)).toMatchObject({ status: 'active', pastDueSince: null })
})
