import { describe, expect, it } from 'vitest'
import { aPrice, card, submit, withStripe } from './support.ts'

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

  it('begins a trial, with a card that is asked about first, or with none', async () => {
    const { stripe } = local
    const price = await aPrice(stripe)
    const trial = {
      subscription_data: { trial_period_days: 7 },
      payment_method_collection: 'if_required' as const,
    }
    const session = await aSession(price.id, trial)
    expect(await (await fetch(session.url!)).text()).toContain('for 7 days, then $9.00 per month')
    expect((await submit(session.url!, card('4000000000000002'))).status).toBe(402)
    const asked = await submit(session.url!, card('4000002500003155'))
    expect(asked.headers.get('location')).toContain('/3ds/seti_')
    expect((await stripe.subscriptions.list({ price: price.id, status: 'all' })).data).toEqual([])
    await submit(asked.headers.get('location')!, { answer: 'complete' })
    const done = await stripe.checkout.sessions.retrieve(session.id, {
      expand: ['subscription.default_payment_method'],
    })
    expect(done).toMatchObject({
      status: 'complete',
      payment_status: 'no_payment_required',
      setup_intent: null,
    })
    expect(done.subscription).toMatchObject({
      status: 'trialing',
      default_payment_method: { card: { last4: '3155' } },
    })

    const free = await aSession(price.id, trial)
    const { cardNumber: _none, ...rest } = card('')
    await submit(free.url!, rest)
    expect(await stripe.checkout.sessions.retrieve(free.id, { expand: ['subscription'] })).toMatchObject({
      status: 'complete',
      subscription: { status: 'trialing', default_payment_method: null },
    })
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
