import { describe, expect, it } from 'vitest'
import { onAppDatabase } from '@/scripts/test/app-database'
import { onStripe, stripe } from '@/scripts/test/shop'
import { subscriber, use } from '@/scripts/test/subscriber'
import { switchExtraOn } from '../extra/agree'
import { openReport } from '../extra/data'
import { reportExtra } from '../extra/report'
import { findWallet } from '../wallet/data'
import { openAccount } from './data'
import { endBillingOf } from './end-customers'

onAppDatabase()
onStripe({ pro: { limits: { messagesPerDay: 3, messagesPerMonth: null } } })

describe('a workspace that goes', () => {
  it.each([
    ['at any time', 0],
    ['while an invoice is not sent yet', 1],
  ])('is billed all that was used as one goes, once: %s', async (_when, periods) => {
    const { ctx, customer, subscription, end, advance } = await subscriber()
    await switchExtraOn(ctx, { ceiling: 5_000 })
    await use(ctx, 7)
    await reportExtra()
    await advance(periods === 0 ? Math.floor(Date.now() / 1000) + 900 : end + 60)
    await use(ctx, 4)
    await endBillingOf(ctx.workspaceId)
    // As after a crash.
    await openAccount(ctx.workspaceId, ctx.userId, customer)
    await endBillingOf(ctx.workspaceId)
    const { data } = await stripe.invoices.list({ customer, limit: 100 })
    expect(data.reduce((sum, { amount_paid: paid }) => sum + paid, 0)).toBe(900 * (1 + periods) + 11)
    expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe('canceled')
    expect((await stripe.customers.retrieve(customer)).deleted).toBe(true)
  })

  it('is billed, too, while a report is open that was never told', async () => {
    const { ctx, customer } = await subscriber()
    await switchExtraOn(ctx, { ceiling: 5_000 })
    await use(ctx, 5)
    const wallet = await findWallet(ctx.workspaceId)
    if (wallet) await openReport(wallet)
    await use(ctx, 3)
    await endBillingOf(ctx.workspaceId)
    expect(await findWallet(ctx.workspaceId)).toMatchObject({
      extraSettled: 8,
      extraReported: 8,
      report: null,
    })
    const told = (await stripe.invoices.list({ customer })).data.map(({ total }) => total)
    expect(told).toEqual([3, 900])
  })

  it('goes also when its bank refuses the last invoice', async () => {
    const { ctx, customer } = await subscriber()
    await switchExtraOn(ctx, { ceiling: 5_000 })
    await use(ctx, 4)
    const bad = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer })
    await stripe.customers.update(customer, { invoice_settings: { default_payment_method: bad.id } })
    await endBillingOf(ctx.workspaceId)
    expect((await stripe.invoices.list({ customer })).data[0]).toMatchObject({ total: 4, status: 'open' })
    expect((await stripe.customers.retrieve(customer)).deleted).toBe(true)
  })
})
