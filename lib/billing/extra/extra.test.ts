import { ObjectId } from 'mongodb'
import { describe, expect, it } from 'vitest'
import { newId } from '@/lib/core/ids'
import { driverCollection } from '@/lib/platform/db'
import { flushUsage, readUsage, reserveMessage, settle } from '@/lib/usage/server'
import { ageProof, createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { onStripe, stripe } from '@/scripts/test/shop'
import { subscriber, use } from '@/scripts/test/subscriber'
import { converge } from '../accounts/converge'
import { findAccount } from '../accounts/data'
import { EXTRA_EVENT } from '../catalogue/lookup-keys'
import { findMeter } from '../catalogue/sync-extras'
import { openPortal } from '../checkout/open-portal'
import { readBeyondPlan } from '../credits/read-beyond-plan'
import { reconcile } from '../reconcile/reconcile'
import { extraInput } from '../schema'
import { findWallet } from '../wallet/data'
import { switchExtraOff, switchExtraOn } from './agree'
import { convergeExtra } from './converge-extra'
import { findUnreported, openReport } from './data'
import { reportExtra } from './report'

onAppDatabase()
onStripe({ pro: { limits: { messagesPerDay: 3, messagesPerMonth: null } } })

type Person = Awaited<ReturnType<typeof createPerson>>
const MINUTE = 60_000
const take = (ctx: Person) => reserveMessage(ctx, newId())
const walletOf = async ({ workspaceId }: Person) => {
  const wallet = await findWallet(workspaceId)
  if (!wallet) throw new Error('no wallet')
  return wallet
}
const viewOf = async (ctx: Person) => (await readBeyondPlan(ctx))?.extra
const invoicesOf = async (customer: string) =>
  (await stripe.invoices.list({ customer, limit: 100 })).data.map(({ total }) => total)

describe('pay-as-you-go', () => {
  it('is off until it is switched on, then exactly as many of 200 at once get through as the ceiling pays for', async () => {
    const { ctx } = await subscriber()
    expect(await viewOf(ctx)).toMatchObject({ state: 'off', currency: 'EUR', perMessage: 1 })
    for (let i = 0; i < 3; i++) await take(ctx)
    await expect(take(ctx)).rejects.toMatchObject({
      message: expect.stringContaining('now with prepaid messages or pay-as-you-go under Settings, Billing'),
    })
    await Promise.all([switchExtraOn(ctx, { ceiling: 42 }), switchExtraOn(ctx, { ceiling: 42 })])
    const outcomes = await Promise.allSettled(Array.from({ length: 200 }, () => take(ctx)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(42)
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: {
        code: 'limit_reached',
        message: expect.stringContaining('today’s 3 messages, and pay-as-you-go has reached its ceiling.'),
      },
    })
    expect(await viewOf(ctx)).toMatchObject({ state: 'on', used: 42, most: 42, ceiling: 42 })
    await switchExtraOn(ctx, { ceiling: 43 })
    expect(await take(ctx)).toMatchObject({ paidBy: 'extra' })
    await expect(take(ctx)).rejects.toMatchObject({ code: 'limit_reached' })
  })

  it('is for a plan that is paid, by whoever owns it and has just shown who they are', async () => {
    const nobody = await createPerson()
    await expect(switchExtraOn(nobody, { ceiling: 100 })).rejects.toMatchObject({ code: 'conflict' })
    const { ctx, customer, subscription } = await subscriber()
    await expect(switchExtraOn({ ...ctx, role: 'member' }, { ceiling: 100 })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await ageProof(ctx)
    await expect(switchExtraOn(ctx, { ceiling: 100 })).rejects.toMatchObject({ code: 'proof_required' })
    await stripe.subscriptions.cancel(subscription.id)
    await converge(customer)
    expect(await viewOf(ctx)).toMatchObject({ state: 'needs a plan' })
  })

  it('stays on when Stripe was asked before, and told later', async () => {
    const { ctx } = await subscriber()
    const account = await findAccount(ctx.workspaceId)
    if (!account) throw new Error('no account')
    const askedAt = new Date()
    await switchExtraOn(ctx, { ceiling: 42 })
    await convergeExtra(ctx.workspaceId, account, null, askedAt)
    expect(await viewOf(ctx)).toMatchObject({ state: 'on' })
    await convergeExtra(ctx.workspaceId, account, null, new Date())
    expect(await viewOf(ctx)).not.toMatchObject({ state: 'on' })
  })

  it.each([0, -1, 1e9, 1.5, Number.NaN])('has no ceiling of %d', (ceiling) => {
    expect(extraInput.safeParse({ ceiling }).success).toBe(false)
  })

  it('knows the yen, and no ceiling below one message', async () => {
    const { ctx } = await subscriber({ currency: 'jpy', interval: 'year' })
    await expect(switchExtraOn(ctx, { ceiling: 1 })).rejects.toMatchObject({ code: 'invalid_input' })
    await switchExtraOn(ctx, { ceiling: 9 })
    expect(await viewOf(ctx)).toMatchObject({ currency: 'JPY', perMessage: 2, most: 4 })
  })
})

describe('what was used', () => {
  it('is on the next invoice with the exact amount, and the next period begins anew', async () => {
    const { ctx, customer, end, advance } = await subscriber()
    await switchExtraOn(ctx, { ceiling: 5_000 })
    await use(ctx, 7)
    expect((await readUsage(ctx, 7)).month.used).toBe(3)
    await reportExtra()
    await use(ctx, 4)
    await reportExtra()
    await advance(end + 7_200)
    expect(await invoicesOf(customer)).toEqual([900 + 11, 900])
    expect(await walletOf(ctx)).toMatchObject({ extraSettled: 11, extraReported: 11, extra: { used: 0 } })
    await use(ctx, 1)
    expect(await viewOf(ctx)).toMatchObject({ used: 1 })
  })

  it('is told once, also when a server dies between telling and noting it, and by many at once', async () => {
    const { ctx, customer } = await subscriber()
    await switchExtraOn(ctx, { ceiling: 5_000 })
    await use(ctx, 5)
    const wallet = await walletOf(ctx)
    const report = await openReport(wallet)
    const payload = { stripe_customer_id: customer, value: '5' }
    await stripe.billing.meterEvents.create({
      event_name: EXTRA_EVENT,
      identifier: report?.id ?? '',
      payload,
    })
    await use(ctx, 3)
    await Promise.all([reportExtra(), reportExtra(), reportExtra()])
    await Promise.all([reportExtra(), reportExtra(), reportExtra()])
    expect(await walletOf(ctx)).toMatchObject({ extraSettled: 8, extraReported: 8, report: null })
    const meter = await findMeter(stripe)
    const now = Math.floor(Date.now() / MINUTE) * 60
    const span = { customer, start_time: now - 3_600, end_time: now + 3_600 }
    const { data } = await stripe.billing.meters.listEventSummaries(meter?.id ?? '', span)
    expect(data).toMatchObject([{ aggregated_value: 8 }])
    const mine = (await findUnreported(100)).filter(({ workspaceId }) => workspaceId.equals(ctx.workspaceId))
    expect(mine).toEqual([])
  })

  it('that the meter does not know is found by the nightly comparison', async () => {
    const { ctx, customer } = await subscriber()
    await switchExtraOn(ctx, { ceiling: 5_000 })
    await use(ctx, 2)
    await reportExtra()
    const later = new Date(Date.now() + 20 * MINUTE)
    const mine = async () =>
      (await reconcile(later))?.drift.filter(({ customerId }) => customerId === customer)
    expect(await mine()).toEqual([])
    const workspaceId = new ObjectId(ctx.workspaceId)
    await driverCollection('wallets').updateOne(
      { workspaceId },
      { $inc: { extraSettled: 1, extraReported: 1 } },
    )
    expect(await mine()).toEqual([
      { customerId: customer, what: 'messages beyond the plan: 3 told, 2 counted by Stripe' },
    ])
  })

  it('and was not answered costs nothing', async () => {
    const { ctx } = await subscriber()
    await switchExtraOn(ctx, { ceiling: 1 })
    for (let i = 0; i < 3; i++) await take(ctx)
    const taken = await take(ctx)
    await expect(take(ctx)).rejects.toMatchObject({ code: 'limit_reached' })
    settle(ctx, null, { ...taken, counts: false })
    await flushUsage()
    expect(await walletOf(ctx)).toMatchObject({ extraSettled: 0, open: 0, extra: { used: 0 } })
    expect(await take(ctx)).toMatchObject({ paidBy: 'extra' })
  })
})

describe('it ends', () => {
  it('by hand: what is being answered is waited for, what was used is billed once, and the plan can be changed then', async () => {
    const { ctx, customer, end, advance } = await subscriber()
    await switchExtraOn(ctx, { ceiling: 5_000 })
    await use(ctx, 6)
    const open = await take(ctx)
    await expect(openPortal(ctx, { wish: 'change' })).rejects.toMatchObject({ code: 'conflict' })
    await switchExtraOff(ctx)
    expect(await viewOf(ctx)).toMatchObject({ state: 'ending' })
    await expect(take(ctx)).rejects.toMatchObject({ code: 'limit_reached' })
    settle(ctx, null, { ...open, counts: true })
    await flushUsage()
    await reportExtra()
    expect(await viewOf(ctx)).toMatchObject({ state: 'ending' })
    // Stripe adds up what it was told some minutes later.
    await advance(Math.floor(Date.now() / 1000) + 900)
    await reportExtra(new Date(Date.now() + 15 * MINUTE))
    expect(await viewOf(ctx)).toMatchObject({ state: 'later' })
    await expect(switchExtraOn(ctx, { ceiling: 5_000 })).rejects.toMatchObject({ code: 'conflict' })
    expect((await openPortal(ctx, { wish: 'change' })).url).toContain('http')
    await advance(end + 7_200)
    expect(await invoicesOf(customer)).toEqual([900 + 7, 900])
  })

  it('with the subscription, and minutes before it when it was canceled, so that all is told in time', async () => {
    const { ctx, customer, subscription, end } = await subscriber()
    await switchExtraOn(ctx, { ceiling: 5_000 })
    await stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true })
    await converge(customer)
    expect((await walletOf(ctx)).extra?.until).toEqual(new Date((end - 600) * 1000))
    await use(ctx, 2)
    await stripe.subscriptions.cancel(subscription.id)
    await converge(customer)
    await expect(take(ctx)).rejects.toMatchObject({ code: 'limit_reached' })
    await reportExtra()
    expect(await walletOf(ctx)).toMatchObject({ extraReported: 2, extra: { isOn: false, itemId: null } })
  })

  it('for as long as a payment is failing', async () => {
    const { ctx, customer, end, advance } = await subscriber()
    await switchExtraOn(ctx, { ceiling: 5_000 })
    const bad = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer })
    await stripe.customers.update(customer, { invoice_settings: { default_payment_method: bad.id } })
    await advance(end + 7_200)
    for (let i = 0; i < 3; i++) await take(ctx)
    await expect(take(ctx)).rejects.toMatchObject({ code: 'limit_reached' })
  })
})
