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

describe('a subscription', () => {
  it('renews as the clock goes, on the last day of short months too', async () => {
    const { stripe, customer, advance } = await onClock('pm_card_visa', Date.UTC(2027, 0, 31) / 1000)
    const price = await aPrice(stripe)
    const subscription = await stripe.subscriptions.create({ customer: customer.id, items: pro(price.id) })
    expect(subscription).toMatchObject({
      status: 'active',
      currency: 'usd',
      items: { data: [{ quantity: 1, price: { id: price.id } }] },
    })
    await advance(Date.UTC(2027, 3, 1) / 1000)
    const after = await stripe.subscriptions.retrieve(subscription.id)
    expect(after.items.data[0]).toMatchObject({
      current_period_start: Date.UTC(2027, 2, 31) / 1000,
      current_period_end: Date.UTC(2027, 3, 30) / 1000,
    })
    const invoices = await invoicesOf(stripe, subscription.id)
    expect(
      invoices.map(({ status, amount_paid, billing_reason }) => [status, amount_paid, billing_reason]),
    ).toEqual([
      ['paid', 900, 'subscription_cycle'],
      ['paid', 900, 'subscription_cycle'],
      ['paid', 900, 'subscription_create'],
    ])
    expect(new Set(invoices.map(({ number }) => number)).size).toBe(3)
    expect(invoices[0]?.parent?.subscription_details?.subscription).toBe(subscription.id)
  })

  it('begins with a trial, warns before it ends, then asks for money', async () => {
    const { stripe, customer, advance } = await onClock()
    const price = await aPrice(stripe)
    const { id } = await stripe.subscriptions.create({
      customer: customer.id,
      items: pro(price.id),
      trial_period_days: 14,
    })
    expect(await stripe.subscriptions.retrieve(id, { expand: ['latest_invoice'] })).toMatchObject({
      status: 'trialing',
      trial_end: START + 14 * DAY,
      latest_invoice: { total: 0, status: 'paid' },
    })
    await advance(START + 12 * DAY)
    const { data } = await stripe.events.list({ type: 'customer.subscription.trial_will_end' })
    expect(data.filter((event) => (event.data.object as { id: string }).id === id)).toHaveLength(1)
    await advance(START + 14 * DAY + 2 * 3600)
    expect(await stripe.subscriptions.retrieve(id, { expand: ['latest_invoice'] })).toMatchObject({
      status: 'active',
      latest_invoice: { total: 900, status: 'paid' },
    })
  })

  it('ends or pauses after a trial without a card, as was said', async () => {
    const { stripe, advance, customer } = await onClock()
    await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: '' } })
    const price = await aPrice(stripe)
    const create = (missing: 'cancel' | 'pause') =>
      stripe.subscriptions.create({
        customer: customer.id,
        items: pro(price.id),
        trial_period_days: 7,
        trial_settings: { end_behavior: { missing_payment_method: missing } },
      })
    const [canceled, paused] = [await create('cancel'), await create('pause')]
    expect(canceled.pending_setup_intent).toMatch(/^seti_/)
    await advance(START + 8 * DAY)
    expect((await stripe.subscriptions.retrieve(canceled.id)).status).toBe('canceled')
    expect((await stripe.subscriptions.retrieve(paused.id)).status).toBe('paused')
    await stripe.paymentMethods
      .attach('pm_card_visa', { customer: customer.id })
      .then(({ id }) =>
        stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: id } }),
      )
    expect(await stripe.subscriptions.resume(paused.id)).toMatchObject({ status: 'active' })
  })

  it('falls behind when its card fails, is tried again, and ends', async () => {
    const { stripe, customer, advance } = await onClock()
    const price = await aPrice(stripe)
    const { id } = await stripe.subscriptions.create({ customer: customer.id, items: pro(price.id) })
    const failing = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', {
      customer: customer.id,
    })
    await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: failing.id } })
    const renewal = Date.UTC(2027, 1, 1) / 1000
    await advance(renewal + 2 * 3600)
    expect(await stripe.subscriptions.retrieve(id, { expand: ['latest_invoice'] })).toMatchObject({
      status: 'past_due',
      latest_invoice: { status: 'open', attempt_count: 1 },
    })
    await advance(renewal + 2 * DAY)
    expect((await invoicesOf(stripe, id))[0]).toMatchObject({ attempt_count: 2 })
    await advance(renewal + 8 * DAY)
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({
      status: 'canceled',
      cancellation_details: { reason: 'payment_failed' },
    })
    expect((await invoicesOf(stripe, id))[0]).toMatchObject({
      status: 'open',
      attempt_count: 4,
      next_payment_attempt: null,
    })
    const failed = await stripe.events.list({ type: 'invoice.payment_failed', limit: 100 })
    expect(
      failed.data.filter(({ data }) => (data.object as Stripe.Invoice).customer === customer.id),
    ).toHaveLength(4)
  })

  it('is well again when another card pays', async () => {
    const { stripe, customer, advance } = await onClock()
    const price = await aPrice(stripe)
    const { id } = await stripe.subscriptions.create({ customer: customer.id, items: pro(price.id) })
    const failing = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', {
      customer: customer.id,
    })
    await stripe.subscriptions.update(id, { default_payment_method: failing.id })
    await advance(Date.UTC(2027, 1, 1) / 1000 + 2 * 3600)
    const { latest_invoice: invoice } = await stripe.subscriptions.retrieve(id)
    await expect(stripe.invoices.pay(invoice as string)).rejects.toMatchObject({
      type: 'StripeCardError',
      code: 'card_declined',
      decline_code: 'generic_decline',
    })
    const good = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id })
    expect(await stripe.invoices.pay(invoice as string, { payment_method: good.id })).toMatchObject({
      status: 'paid',
      amount_paid: 900,
    })
    expect((await stripe.subscriptions.retrieve(id)).status).toBe('active')
  })

  it('waits for its owner, and is forgotten after a day', async () => {
    const { stripe, customer, advance } = await onClock('pm_card_threeDSecure2Required')
    const price = await aPrice(stripe)
    const created = await stripe.subscriptions.create({ customer: customer.id, items: pro(price.id) })
    expect(created.status).toBe('incomplete')
    const invoice = await stripe.invoices.retrieve(created.latest_invoice as string, {
      expand: ['confirmation_secret', 'payments'],
    })
    expect(invoice.confirmation_secret?.client_secret).toMatch(/^pi_.*_secret_/)
    const intent = await stripe.paymentIntents.retrieve(
      invoice.payments?.data[0]?.payment.payment_intent as string,
    )
    expect(intent).toMatchObject({ status: 'requires_action', next_action: { type: 'redirect_to_url' } })
    await advance(START + DAY)
    expect((await stripe.subscriptions.retrieve(created.id)).status).toBe('incomplete_expired')
    expect((await stripe.invoices.retrieve(invoice.id)).status).toBe('void')
  })

  it('ends with its period, at once with a credit, or not after all', async () => {
    const { stripe, customer, advance } = await onClock()
    const price = await aPrice(stripe, { unit_amount: 3100 })
    const [first, second] = [
      await stripe.subscriptions.create({ customer: customer.id, items: pro(price.id) }),
      await stripe.subscriptions.create({ customer: customer.id, items: pro(price.id) }),
    ]
    expect(await stripe.subscriptions.update(first.id, { cancel_at_period_end: true })).toMatchObject({
      status: 'active',
      cancel_at: Date.UTC(2027, 1, 1) / 1000,
    })
    await advance(START + 10 * DAY)
    await stripe.subscriptions.cancel(second.id, { prorate: true, invoice_now: true })
    // 21 of 31 days of $31 are left.
    expect((await invoicesOf(stripe, second.id))[0]).toMatchObject({
      total: -2100,
      amount_due: 0,
      status: 'paid',
      ending_balance: -2100,
    })
    expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ balance: -2100 })
    await advance(Date.UTC(2027, 1, 2) / 1000)
    expect(await stripe.subscriptions.retrieve(first.id)).toMatchObject({
      status: 'canceled',
      ended_at: Date.UTC(2027, 1, 1) / 1000,
    })
    await expect(stripe.subscriptions.update(first.id, { cancel_at_period_end: false })).rejects.toThrow(
      /canceled subscription/,
    )
  })

  it('collects nothing while that is paused', async () => {
    const { stripe, customer, advance } = await onClock()
    const price = await aPrice(stripe)
    const { id } = await stripe.subscriptions.create({ customer: customer.id, items: pro(price.id) })
    await stripe.subscriptions.update(id, {
      pause_collection: { behavior: 'void', resumes_at: Date.UTC(2027, 1, 15) / 1000 },
    })
    await advance(Date.UTC(2027, 2, 2) / 1000)
    expect((await invoicesOf(stripe, id)).map(({ status }) => status)).toEqual(['paid', 'void', 'paid'])
  })

  it('ends with its customer, whose drafts go and whose debts nobody collects', async () => {
    const { stripe, customer, advance } = await onClock()
    const price = await aPrice(stripe)
    const { id } = await stripe.subscriptions.create({ customer: customer.id, items: pro(price.id) })
    await advance(Date.UTC(2027, 1, 1) / 1000 + 60)
    expect((await invoicesOf(stripe, id))[0]).toMatchObject({ status: 'draft' })
    await stripe.customers.del(customer.id)
    await advance(Date.UTC(2027, 2, 1) / 1000)
    expect((await stripe.subscriptions.retrieve(id)).status).toBe('canceled')
    expect((await invoicesOf(stripe, id)).map(({ status }) => status)).toEqual(['paid'])
  })
})
