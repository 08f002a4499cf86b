import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { aCustomer, aPrice, withStripe } from './support.ts'

const local = withStripe()
const DAY = 86_400
/** The first of January 2027. */
const START = Date.UTC(2027, 0, 1) / 1000

async function onClock(token = 'pm_card_visa', at = START, more: Stripe.CustomerCreateParams = {}) {
  const { stripe } = local
  const clock = await stripe.testHelpers.testClocks.create({ frozen_time: at })
  const customer = await aCustomer(stripe, token, { test_clock: clock.id, ...more })
  const advance = async (to: number) => {
    await stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: to })
    expect((await stripe.testHelpers.testClocks.retrieve(clock.id)).status).toBe('ready')
  }
  return { stripe, customer, advance }
}
const invoicesOf = async (stripe: Stripe, subscription: string) =>
  (await stripe.invoices.list({ subscription })).data
const pro = (price: string, quantity = 1) => [{ price, quantity }]

describe('a change', () => {
  it('credits unused time and charges what remains, on the next invoice', async () => {
    const { stripe, customer, advance } = await onClock()
    const [small, large] = [
      await aPrice(stripe, { unit_amount: 900 }),
      await aPrice(stripe, { unit_amount: 2900, product_data: { name: 'Business' } }),
    ]
    const { id, items } = await stripe.subscriptions.create({ customer: customer.id, items: pro(small.id) })
    await advance(START + 10 * DAY)
    const change = {
      items: [{ id: items.data[0]!.id, price: large.id }],
      proration_behavior: 'create_prorations' as const,
    }
    const preview = await stripe.invoices.createPreview({ subscription: id, subscription_details: change })
    // 21 of 31 days: −$6.10 and $19.65, and the next month.
    expect(preview.lines.data.map(({ amount }) => amount)).toEqual([-610, 1965, 2900])
    expect(preview.lines.data.map(({ parent }) => parent?.subscription_item_details?.proration)).toEqual([
      true,
      true,
      false,
    ])
    expect(preview).toMatchObject({ amount_due: 4255, status: 'draft' })
    expect((await stripe.subscriptions.retrieve(id)).items.data[0]?.price.id).toBe(small.id)
    await stripe.subscriptions.update(id, change)
    expect((await stripe.invoiceItems.list({ customer: customer.id, pending: true })).data).toHaveLength(2)
    await advance(Date.UTC(2027, 1, 2) / 1000)
    expect((await invoicesOf(stripe, id))[0]).toMatchObject({ total: 4255, status: 'paid' })
  })

  it('is invoiced at once when asked, and a new interval begins anew', async () => {
    const { stripe, customer, advance } = await onClock()
    const [monthly, yearly] = [
      await aPrice(stripe, { unit_amount: 3100 }),
      await aPrice(stripe, { unit_amount: 30_000, recurring: { interval: 'year' } }),
    ]
    const { id, items } = await stripe.subscriptions.create({
      customer: customer.id,
      items: pro(monthly.id, 2),
    })
    const item = items.data[0]!.id
    await advance(START + 10 * DAY)
    await stripe.subscriptions.update(id, {
      items: [{ id: item, quantity: 3 }],
      proration_behavior: 'always_invoice',
    })
    expect((await invoicesOf(stripe, id))[0]).toMatchObject({
      billing_reason: 'subscription_update',
      total: 2100,
      status: 'paid',
    })
    await stripe.subscriptions.update(id, { items: [{ id: item, price: yearly.id, quantity: 1 }] })
    const [invoice] = await invoicesOf(stripe, id)
    expect(invoice?.lines.data.map(({ amount }) => amount)).toEqual([-6300, 30_000])
    expect((await stripe.subscriptions.retrieve(id)).items.data[0]).toMatchObject({
      current_period_start: START + 10 * DAY,
      current_period_end: START + 375 * DAY,
    })
  })

  it('that cannot be paid leaves everything as it was when that is asked', async () => {
    const { stripe, customer } = await onClock()
    const [small, large] = [await aPrice(stripe), await aPrice(stripe, { unit_amount: 2900 })]
    const { id, items } = await stripe.subscriptions.create({ customer: customer.id, items: pro(small.id) })
    const failing = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', {
      customer: customer.id,
    })
    await stripe.subscriptions.update(id, { default_payment_method: failing.id })
    const change = {
      items: [{ id: items.data[0]!.id, price: large.id }],
      proration_behavior: 'always_invoice' as const,
      payment_behavior: 'error_if_incomplete' as const,
    }
    await expect(stripe.subscriptions.update(id, change)).rejects.toMatchObject({ statusCode: 402 })
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({
      status: 'active',
      items: { data: [{ price: { id: small.id } }] },
    })
  })

  it('cannot mix what does not go together', async () => {
    const { stripe, customer } = await onClock()
    const [month, year, euro] = [
      await aPrice(stripe),
      await aPrice(stripe, { recurring: { interval: 'year' } }),
      await aPrice(stripe, { currency: 'eur' }),
    ]
    await expect(
      stripe.subscriptions.create({
        customer: customer.id,
        items: [{ price: month.id }, { price: year.id }],
      }),
    ).rejects.toMatchObject({ code: 'feature_not_simulated' })
    await expect(
      stripe.subscriptions.create({
        customer: customer.id,
        items: [{ price: month.id }, { price: euro.id }],
      }),
    ).rejects.toThrow(/currency/)
    await stripe.subscriptions.create({ customer: customer.id, items: [{ price: month.id }] })
    await expect(
      stripe.subscriptions.create({ customer: customer.id, items: [{ price: euro.id }] }),
    ).rejects.toThrow(/combine currencies/)
  })

  it('to nothing sensible is refused', async () => {
    const { stripe, customer } = await onClock()
    const price = await aPrice(stripe)
    const { id, items } = await stripe.subscriptions.create({ customer: customer.id, items: pro(price.id) })
    const change = (quantity: number) =>
      stripe.subscriptions.update(id, {
        items: [{ id: items.data[0]!.id, quantity }],
        proration_behavior: 'always_invoice',
      })
    await expect(change(-1)).rejects.toMatchObject({ param: 'items[0][quantity]' })
    await expect(change(1e9)).rejects.toMatchObject({ param: 'items[0][quantity]' })
    await expect(change(9e8)).rejects.toMatchObject({ code: 'amount_too_large' })
    await expect(
      stripe.subscriptions.update(id, { items: [{ id: 'si_other', quantity: 1 }] }),
    ).rejects.toMatchObject({ code: 'resource_missing' })
    await expect(
      stripe.subscriptions.create({ customer: customer.id, items: pro('price_other') }),
    ).rejects.toMatchObject({ code: 'resource_missing', param: 'items[0][price]' })
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ items: { data: [{ quantity: 1 }] } })
    expect((await stripe.invoices.list({ subscription: id })).data).toHaveLength(1)
  })

  it('of nothing previews the next invoice and leaves no trace', async () => {
    const { stripe, customer } = await onClock()
    const price = await aPrice(stripe, { currency: 'jpy', unit_amount: 1200 })
    const { id, items } = await stripe.subscriptions.create({ customer: customer.id, items: pro(price.id) })
    const count = async () => (await stripe.events.list({ limit: 100 })).data.length
    const before = await count()
    expect(await stripe.invoices.createPreview({ subscription: id })).toMatchObject({
      currency: 'jpy',
      amount_due: 1200,
      billing_reason: 'subscription_cycle',
    })
    const change = {
      items: [{ id: items.data[0]!.id, quantity: 3 }],
      proration_behavior: 'always_invoice' as const,
    }
    expect(
      await stripe.invoices.createPreview({ subscription: id, subscription_details: change }),
    ).toMatchObject({ amount_due: 2400, billing_reason: 'subscription_update' })
    expect(await count()).toBe(before)
    await stripe.subscriptions.update(id, { cancel_at_period_end: true })
    await expect(stripe.invoices.createPreview({ subscription: id })).rejects.toMatchObject({
      code: 'invoice_upcoming_none',
    })
  })
})
