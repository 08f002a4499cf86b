import { describe, expect, it } from 'vitest'
import { aCustomer, aPrice, card, submit, withStripe } from './support.ts'

const local = withStripe()

const aSession = async (price: string, more = {}) =>
  local.stripe.checkout.sessions.create({
    mode: 'subscription',
    line_items: [{ price, quantity: 1 }],
    success_url: 'http://localhost:3000/done?session={CHECKOUT_SESSION_ID}',
    cancel_url: 'http://localhost:3000/pricing',
    ...more,
  })

describe('checkout', () => {
  it('shows what is due, takes a card and leads back', async () => {
    const { stripe } = local
    const price = await aPrice(stripe)
    const session = await aSession(price.id, {
      client_reference_id: 'u1',
      subscription_data: { metadata: { user: 'u1' } },
    })
    expect(session).toMatchObject({
      status: 'open',
      payment_status: 'unpaid',
      amount_total: 900,
      ui_mode: 'hosted_page',
    })
    expect(session.id).toMatch(/^cs_test_/)
    const page = await fetch(session.url!)
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    const text = await page.text()
    expect(text).toContain('Simulated payments')
    expect(text).toContain('$9.00')
    expect(text).not.toMatch(/<script|style=|onclick/)
    const paid = await submit(session.url!, card('4242 4242 4242 4242'))
    expect(paid.headers.get('location')).toBe(`http://localhost:3000/done?session=${session.id}`)
    const done = await stripe.checkout.sessions.retrieve(session.id, {
      expand: ['subscription', 'line_items'],
    })
    expect(done).toMatchObject({
      status: 'complete',
      payment_status: 'paid',
      client_reference_id: 'u1',
      url: null,
      subscription: { status: 'active', metadata: { user: 'u1' } },
      customer_details: { email: 'ada@example.com', name: 'Ada Lovelace', address: { country: 'DE' } },
      line_items: { data: [{ quantity: 1, amount_total: 900 }] },
    })
    expect((await submit(session.url!, card('4242424242424242'))).status).toBe(200)
    expect((await stripe.subscriptions.list({ price: price.id })).data).toHaveLength(1)
  })

  it('says why a card is declined and leaves no subscription', async () => {
    const { stripe } = local
    const price = await aPrice(stripe)
    const session = await aSession(price.id)
    for (const [number, words] of [
      ['4000000000000002', 'Your card was declined.'],
      ['4000000000009995', 'insufficient funds'],
      ['4111111111111111', 'Only test card numbers'],
      ['42', 'card number is incomplete'],
    ] as const) {
      const answer = await submit(session.url!, card(number))
      expect(answer.status).toBe(402)
      expect(await answer.text()).toContain(words)
    }
    expect((await stripe.subscriptions.list({ price: price.id, status: 'all' })).data).toEqual([])
    expect((await stripe.checkout.sessions.retrieve(session.id)).status).toBe('open')
  })

  it('asks the owner of a card that wants it', async () => {
    const { stripe } = local
    const price = await aPrice(stripe)
    const session = await aSession(price.id)
    const first = await submit(session.url!, card('4000002500003155'))
    const question = first.headers.get('location')!
    expect(question).toContain('/3ds/')
    const refused = await submit(question, { answer: 'fail' })
    expect(refused.headers.get('location')).toContain(`/c/pay/${session.id}`)
    expect((await stripe.subscriptions.list({ price: price.id })).data).toMatchObject([
      { status: 'incomplete' },
    ])
    const second = await submit(session.url!, card('4000000000003220'))
    const agreed = await submit(second.headers.get('location')!, { answer: 'complete' })
    expect(agreed.headers.get('location')).toContain('/done?session=')
    expect((await stripe.subscriptions.list({ price: price.id })).data.map(({ status }) => status)).toEqual([
      'active',
      'incomplete_expired',
    ])
  })

  it('takes single payments, in yen too, and saves cards', async () => {
    const { stripe } = local
    const price = await aPrice(stripe, { currency: 'jpy', unit_amount: 500, recurring: undefined as never })
    const session = await aSession(price.id, {
      mode: 'payment',
      payment_intent_data: { metadata: { pack: 's' } },
    })
    expect(await (await fetch(session.url!)).text()).toContain('¥500')
    await submit(session.url!, card('4242424242424242'))
    const done = await stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] })
    expect(done).toMatchObject({
      payment_status: 'paid',
      amount_total: 500,
      payment_intent: { amount: 500, currency: 'jpy', metadata: { pack: 's' } },
    })

    const customer = await stripe.customers.create({ email: 'grace@example.com' })
    const setup = await stripe.checkout.sessions.create({
      mode: 'setup',
      customer: customer.id,
      currency: 'usd',
      success_url: 'http://localhost:3000/done',
    })
    await submit(setup.url!, card('4242424242424242'))
    expect(await stripe.checkout.sessions.retrieve(setup.id, { expand: ['setup_intent'] })).toMatchObject({
      status: 'complete',
      payment_status: 'no_payment_required',
      setup_intent: { status: 'succeeded' },
    })
    expect((await stripe.customers.listPaymentMethods(customer.id)).data).toHaveLength(1)
  })

  it('makes an invoice of a single payment, with its code and tax', async () => {
    const { stripe } = local
    const product = await stripe.products.create({ name: '1,000 credits' })
    const price = await stripe.prices.create({ currency: 'eur', unit_amount: 1000, product: product.id })
    const coupon = await stripe.coupons.create({ percent_off: 10, duration: 'once' })
    const session = await aSession(price.id, {
      mode: 'payment',
      discounts: [{ coupon: coupon.id }],
      automatic_tax: { enabled: true },
      invoice_creation: { enabled: true, invoice_data: { metadata: { pack: 'm' } } },
    })
    expect(await (await fetch(session.url!)).text()).toContain('when your country is known')
    await submit(session.url!, { action: 'update', billingCountry: 'DE' })
    expect(await (await fetch(session.url!)).text()).toContain('€10.71')
    await submit(session.url!, card('4242424242424242'))
    expect(
      await stripe.checkout.sessions.retrieve(session.id, { expand: ['invoice', 'payment_intent'] }),
    ).toMatchObject({
      amount_total: 1071,
      total_details: { amount_discount: 100, amount_tax: 171 },
      payment_intent: { amount: 1071, status: 'succeeded' },
      invoice: { status: 'paid', amount_paid: 1071, subtotal: 1000, metadata: { pack: 'm' } },
    })
    expect((await stripe.coupons.retrieve(coupon.id)).times_redeemed).toBe(1)
  })

  it('takes no form from another page', async () => {
    const session = await aSession((await aPrice(local.stripe)).id)
    const body = new URLSearchParams(card('4242424242424242'))
    const answer = await fetch(session.url!, {
      method: 'POST',
      body,
      headers: { origin: 'http://evil.example.com' },
      redirect: 'manual',
    })
    expect(answer.status).toBe(403)
  })
})

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
