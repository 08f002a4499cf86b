import { describe, expect, it } from 'vitest'
import { share, showMoney, times } from '../core/money.ts'
import { aCustomer, aPrice, card, submit, withStripe } from './support.ts'

const local = withStripe()
const DAY = 86_400

describe('amounts', () => {
  it('are exact and round halves away from zero', () => {
    expect(times('0.2', 3)).toBe(1)
    expect(times('0.1', 5)).toBe(1)
    expect(times('0.000001', 499_999)).toBe(0)
    expect(times('0.000001', 500_000)).toBe(1)
    expect(times('1.005', 1000)).toBe(1005)
    expect(share(-1000, 1, 3)).toBe(-333)
    expect(share(5, 1, 2)).toBe(3)
    expect(share(-5, 1, 2)).toBe(-3)
    expect([showMoney(500, 'jpy'), showMoney(900, 'usd'), showMoney(1234, 'eur')]).toEqual([
      '¥500',
      '$9.00',
      '€12.34',
    ])
  })

  it('come from tiers, graduated and by volume', async () => {
    const { stripe } = local
    const tiers = [
      { up_to: 10, unit_amount: 100 },
      { up_to: 'inf' as const, unit_amount: 50, flat_amount: 500 },
    ]
    const total = async (mode: 'graduated' | 'volume', quantity: number) => {
      const customer = await aCustomer(stripe)
      const price = await stripe.prices.create({
        currency: 'usd',
        billing_scheme: 'tiered',
        tiers_mode: mode,
        tiers,
        recurring: { interval: 'month' },
        product_data: { name: 'Seats' },
      })
      const preview = await stripe.invoices.createPreview({
        customer: customer.id,
        subscription_details: { items: [{ price: price.id, quantity }] },
      })
      return preview.total
    }
    expect([await total('graduated', 10), await total('graduated', 12), await total('volume', 12)]).toEqual([
      1000, 1600, 1100,
    ])
  })
})

describe('discounts', () => {
  it('hold for one invoice, some months or always, and are shared among lines', async () => {
    const { stripe } = local
    const at = Date.UTC(2027, 0, 1) / 1000
    const clock = await stripe.testHelpers.testClocks.create({ frozen_time: at })
    const price = await aPrice(stripe, { unit_amount: 1000 })
    const totals = async (coupon: string) => {
      const customer = await aCustomer(stripe, 'pm_card_visa', { test_clock: clock.id })
      return stripe.subscriptions.create({
        customer: customer.id,
        items: [{ price: price.id }],
        discounts: [{ coupon }],
      })
    }
    const once = await stripe.coupons.create({ percent_off: 50, duration: 'once' })
    const months = await stripe.coupons.create({
      amount_off: 300,
      currency: 'usd',
      duration: 'repeating',
      duration_in_months: 2,
    })
    const always = await stripe.coupons.create({ percent_off: 12.5, duration: 'forever' })
    const subscriptions = [await totals(once.id), await totals(months.id), await totals(always.id)]
    await stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: at + 65 * DAY })
    const paid = await Promise.all(
      subscriptions.map(async ({ id }) =>
        (await stripe.invoices.list({ subscription: id })).data.map(({ total }) => total),
      ),
    )
    expect(paid).toEqual([
      [1000, 1000, 500],
      [1000, 700, 700],
      [875, 875, 875],
    ])
    expect((await stripe.coupons.retrieve(once.id)).times_redeemed).toBe(1)
  })

  it('come by a code on the page, which is checked', async () => {
    const { stripe } = local
    const price = await aPrice(stripe)
    const coupon = await stripe.coupons.create({ percent_off: 20, duration: 'forever' })
    const code = await stripe.promotionCodes.create({
      promotion: { type: 'coupon', coupon: coupon.id },
      code: 'DUSK20',
      max_redemptions: 1,
    })
    const session = await stripe.checkout.sessions.create({
      mode: 'subscription',
      allow_promotion_codes: true,
      line_items: [{ price: price.id, quantity: 1 }],
      success_url: 'http://localhost:3000/done',
    })
    expect(await (await submit(session.url!, { action: 'apply', promotionCode: 'NOPE' })).text()).toContain(
      'This code is not known',
    )
    expect((await submit(session.url!, { action: 'apply', promotionCode: 'dusk20' })).status).toBe(303)
    expect(await (await fetch(session.url!)).text()).toContain('Discount (DUSK20)')
    await submit(session.url!, card('4242424242424242'))
    expect(
      await stripe.checkout.sessions.retrieve(session.id, { expand: ['subscription.discounts'] }),
    ).toMatchObject({
      amount_total: 720,
      total_details: { amount_discount: 180 },
      subscription: { discounts: [{ promotion_code: code.id, source: { coupon: coupon.id } }] },
    })
    const again = await stripe.checkout.sessions.create({
      mode: 'subscription',
      allow_promotion_codes: true,
      line_items: [{ price: price.id, quantity: 1 }],
      success_url: 'http://localhost:3000/done',
    })
    expect(await (await submit(again.url!, { action: 'apply', promotionCode: 'DUSK20' })).text()).toContain(
      'used up',
    )
  })
})
