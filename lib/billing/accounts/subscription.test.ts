import { ObjectId } from 'mongodb'
import { describe, expect, it, vi } from 'vitest'
import type { PersonCtx } from '@/lib/auth/context'
import { newId } from '@/lib/core/ids'
import { driverCollection } from '@/lib/platform/db'
import { sendMail } from '@/lib/platform/mailer'
import { handOverTeam } from '@/lib/teams/members/hand-over'
import { createPerson, onAppDatabase, signIn } from '@/scripts/test/app-database'
import { again, customerOf, onStripe, stripe, subscribe, WISH } from '@/scripts/test/shop'
import { teamOf } from '@/scripts/test/team'
import { openPortal } from '../checkout/open-portal'
import { startCheckout } from '../checkout/start-checkout'
import { switchExtraOn } from '../extra/agree'
import { billingData } from '../personal-data'
import { limitOf, planOf } from '../plans/read-plans'
import { readBilling } from '../reading/read-billing'
import { switchTopUpOn } from '../topup/agree'
import { findWallet } from '../wallet/data'
import { converge } from './converge'
import { findAccount, giveAccount } from './data'
import { passingJobs } from './pass-on'

onAppDatabase()
onStripe()
vi.mock('@/lib/platform/mailer', () => ({ sendMail: vi.fn() }))

describe('a subscription', () => {
  it('gives its plan and its seats, and says so in the settings', async () => {
    const ctx = await createPerson()
    await subscribe(ctx, { plan: 'business', quantity: 2, interval: 'year', currency: 'eur' })
    await converge(await customerOf(ctx))
    const now = await again(ctx)
    expect(planOf(now).key).toBe('business')
    expect(limitOf(now, 'messagesPerDay')).toBe(6_000)
    expect(await readBilling(now)).toMatchObject({
      ...{ plan: 'Business', status: 'active', interval: 'year', currency: 'EUR', seats: 2, hasPortal: true },
      invoices: [{ total: 58_000, currency: 'EUR', status: 'paid', pdf: expect.stringContaining('http') }],
    })
    expect((await findAccount(ctx.workspaceId))?.monthly).toBeCloseTo(58_000 / 12)
  })

  it('that is canceled for the end of the month stays until then', async () => {
    const ctx = await createPerson()
    const { id } = await subscribe(ctx)
    await stripe.subscriptions.update(id, { cancel_at_period_end: true })
    await converge(await customerOf(ctx))
    const now = await again(ctx)
    expect(planOf(now).key).toBe('pro')
    const view = await readBilling(now)
    expect(view?.cancelAt).not.toBeNull()
    expect(planOf(now, new Date(Date.parse(view?.cancelAt ?? '') + 1)).key).toBe('free')
    await stripe.subscriptions.cancel(id)
    await converge(await customerOf(ctx))
    expect(planOf(await again(ctx)).key).toBe('free')
    expect((await findAccount(ctx.workspaceId))?.status).toBe('canceled')
  })

  it('whose first payment is refused gives nothing', async () => {
    const ctx = await createPerson()
    expect(await subscribe(ctx, { card: 'pm_card_chargeCustomerFail' })).toMatchObject({
      status: 'incomplete',
    })
    await converge(await customerOf(ctx))
    expect(planOf(await again(ctx)).key).toBe('free')
  })

  it('of a customer who is gone is gone', async () => {
    const ctx = await createPerson()
    await subscribe(ctx)
    await converge(await customerOf(ctx))
    expect(planOf(await again(ctx)).key).toBe('pro')
    await stripe.customers.del(await customerOf(ctx))
    await converge(await customerOf(ctx))
    expect(planOf(await again(ctx)).key).toBe('free')
    // And there can be another.
    await startCheckout(ctx, WISH)
  })

  it('opens its portal with a fresh proof, for its own workspace', async () => {
    const [ctx, other] = [await createPerson(), await createPerson()]
    await expect(openPortal(ctx, { wish: 'look' })).rejects.toMatchObject({ code: 'not_found' })
    await subscribe(ctx)
    await converge(await customerOf(ctx))
    for (const wish of ['look', 'change', 'cancel'] as const)
      expect((await openPortal({ ...ctx, ...(await signIn(ctx.userId)) }, { wish })).url).toContain('http')
    await expect(openPortal({ ...ctx, sessionId: newId() }, { wish: 'look' })).rejects.toMatchObject({
      code: 'proof_required',
    })
    await expect(
      openPortal({ ...ctx, workspaceId: other.workspaceId }, { wish: 'look' }),
    ).rejects.toMatchObject({ code: 'not_found' })
  })
})

it('no member of a workspace is forgotten', async () => {
  const [owner, member] = [await createPerson(), await createPerson()]
  const oid = (id: string) => new ObjectId(id)
  await driverCollection('memberships').insertOne({
    ...{ workspaceId: oid(owner.workspaceId), userId: oid(member.userId), role: 'member' },
    createdAt: new Date(0),
  })
  await subscribe(owner)
  await converge(await customerOf(owner))
  const { workspaceId, plan } = await again(member)
  expect([workspaceId, plan?.key]).toEqual([owner.workspaceId, 'pro'])
})

it('goes on when its team is handed over, with the new owner’s name and without a card of the one before', async () => {
  const { owner, members } = await teamOf(2)
  const heir = members[0] as PersonCtx & { email: string }
  const { id } = await subscribe(owner, { plan: 'business', quantity: 2 })
  const customer = await customerOf(owner)
  await converge(customer)
  await switchExtraOn(owner, { ceiling: 500 })
  await switchTopUpOn(owner, { pack: '1000', currency: 'USD', threshold: 10, ceiling: 9_000 })
  await handOverTeam(owner, { userId: heir.userId })
  expect(await findWallet(owner.workspaceId)).toMatchObject({
    topUp: { isOn: false },
    extra: { isOn: false },
  })
  const job = await driverCollection('jobs').findOne({
    kind: 'billing.passed-on',
    'payload.userId': heir.userId,
  })
  const passOn = async () => passingJobs[job?.['kind']]?.(job?.['payload'], async () => true)
  await passOn()
  expect(await stripe.customers.retrieve(customer)).toMatchObject({
    ...{ email: heir.email, metadata: { userId: heir.userId, workspaceId: owner.workspaceId } },
    invoice_settings: { default_payment_method: null },
  })
  expect((await stripe.customers.listPaymentMethods(customer)).data).toEqual([])
  expect(vi.mocked(sendMail).mock.calls.map(([{ to }]) => to)).toEqual([heir.email])
  expect((await stripe.subscriptions.retrieve(id)).status).toBe('active')
  expect(await again(heir)).toMatchObject({ role: 'owner', plan: { key: 'business', seats: 2 } })
  expect((await findAccount(owner.workspaceId))?.card).toBeNull()
  const card = await stripe.paymentMethods.attach('pm_card_mastercard', { customer })
  await stripe.customers.update(customer, { invoice_settings: { default_payment_method: card.id } })
  await converge(customer)
  expect((await findAccount(owner.workspaceId))?.card).toMatchObject({ last4: '4444' })
  // Handed over once more before Stripe answered: that is for the next job.
  await giveAccount(owner.workspaceId, owner.userId)
  await passOn()
  expect(sendMail).toHaveBeenCalledTimes(1)
})

it('nobody pays for an account that is erased', async () => {
  const ctx = await createPerson()
  const { id } = await subscribe(ctx)
  await converge(await customerOf(ctx))
  const [data] = billingData
  await data?.eraseFor({ userId: ctx.userId, email: ctx.email, workspaceIds: [ctx.workspaceId] })
  expect((await stripe.subscriptions.retrieve(id)).status).toBe('canceled')
  expect(await findAccount(ctx.workspaceId)).toBeNull()
})
