import { describe, expect, it } from 'vitest'
import { aCustomer, aPrice, card, submit, withStripe } from './support.ts'

const local = withStripe()

describe('the portal', () => {
  it('cancels with a reason, resumes, changes cards', async () => {
    const { stripe } = local
    const [customer, price] = [await aCustomer(stripe), await aPrice(stripe)]
    const { id } = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] })
    const session = await stripe.billingPortal.sessions.create({
      customer: customer.id,
      return_url: 'http://localhost:3000/settings/billing',
    })
    const home = await (await fetch(session.url)).text()
    expect(home).toContain('Renews on')
    expect(home).toContain('Visa •••• 4242')
    expect(await (await fetch(`${session.url}/cancel/${id}`)).text()).toContain('It is too expensive')
    await submit(`${session.url}/cancel/${id}`, { feedback: 'too_expensive', comment: 'Sorry' })
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({
      status: 'active',
      cancel_at_period_end: true,
      cancellation_details: { feedback: 'too_expensive', comment: 'Sorry', reason: 'cancellation_requested' },
    })
    await submit(`${session.url}/resume/${id}`, {})
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({
      cancel_at_period_end: false,
      cancel_at: null,
      canceled_at: null,
    })
    const asked = await submit(`${session.url}/card`, card('4000002500003155'))
    await submit(asked.headers.get('location')!, { answer: 'complete' })
    const asking = await stripe.customers.retrieve(customer.id, {
      expand: ['invoice_settings.default_payment_method'],
    })
    expect(asking).toMatchObject({
      invoice_settings: { default_payment_method: { card: { last4: '3155' } } },
    })
    await submit(`${session.url}/card`, card('5555555555554444'))
    const method = (await stripe.customers.retrieve(customer.id, {
      expand: ['invoice_settings.default_payment_method'],
    })) as never
    expect(method).toMatchObject({
      invoice_settings: { default_payment_method: { card: { brand: 'mastercard', last4: '4444' } } },
    })
  })

  it('changes a plan after saying what it costs', async () => {
    const { stripe } = local
    const [customer, small, large] = [
      await aCustomer(stripe),
      await aPrice(stripe),
      await aPrice(stripe, { unit_amount: 2900 }),
    ]
    const { id, items } = await stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: small.id }],
    })
    const item = items.data[0]!.id
    const products = [{ product: large.product as string, prices: [large.id] }]
    const configuration = await stripe.billingPortal.configurations.create({
      features: {
        subscription_update: {
          enabled: true,
          default_allowed_updates: ['price', 'quantity'],
          proration_behavior: 'always_invoice',
          products,
        },
      },
    })
    const session = await stripe.billingPortal.sessions.create({
      customer: customer.id,
      configuration: configuration.id,
    })
    expect(await (await fetch(`${session.url}/plans/${id}`)).text()).toContain('$29.00 per month')
    const confirm = await fetch(`${session.url}/confirm/${id}?item=${item}&price=${large.id}&quantity=2`)
    expect(await confirm.text()).toMatch(/−\$9\.00[\s\S]*\$58\.00[\s\S]*Due today[\s\S]*\$49\.00/)
    expect(
      (await submit(`${session.url}/confirm/${id}`, { item, price: large.id, quantity: '0' })).status,
    ).toBe(400)
    expect(
      (await submit(`${session.url}/confirm/${id}`, { item, price: small.id, quantity: '1' })).status,
    ).toBe(400)
    await submit(`${session.url}/confirm/${id}`, { item, price: large.id, quantity: '2' })
    expect(await stripe.subscriptions.retrieve(id, { expand: ['latest_invoice'] })).toMatchObject({
      items: { data: [{ price: { id: large.id }, quantity: 2 }] },
      latest_invoice: { amount_paid: 4900 },
    })
  })

  it('leads back where a flow began', async () => {
    const { stripe } = local
    const [customer, price] = [await aCustomer(stripe), await aPrice(stripe)]
    const { id } = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] })
    const session = await stripe.billingPortal.sessions.create({
      customer: customer.id,
      flow_data: {
        type: 'subscription_cancel',
        subscription_cancel: { subscription: id },
        after_completion: { type: 'redirect', redirect: { return_url: 'http://localhost:3000/back' } },
      },
    })
    expect(await (await fetch(session.url)).text()).toContain('Cancel plan')
    expect((await submit(`${session.url}/cancel/${id}`, {})).headers.get('location')).toBe(
      'http://localhost:3000/back',
    )
  })

  it('is for its customer alone', async () => {
    const { stripe } = local
    const [mine, theirs, price] = [await aCustomer(stripe), await aCustomer(stripe), await aPrice(stripe)]
    const { id } = await stripe.subscriptions.create({ customer: theirs.id, items: [{ price: price.id }] })
    const session = await stripe.billingPortal.sessions.create({ customer: mine.id })
    expect((await submit(`${session.url}/cancel/${id}`, {})).status).toBe(404)
    expect((await fetch(`${session.url.slice(0, -3)}abc`)).status).toBe(404)
  })
})
