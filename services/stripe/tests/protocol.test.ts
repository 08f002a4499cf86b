import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { aCustomer, aPrice, sdk, withStripe } from './support.ts'

const local = withStripe()

describe('the protocol', () => {
  it('keeps customers, changes them, says when one is gone', async () => {
    const { stripe } = local
    const made = await stripe.customers.create({
      email: 'ada@example.com',
      name: 'Ada',
      metadata: { user: 'u1', other: 'x' },
    })
    expect(made).toMatchObject({
      object: 'customer',
      livemode: false,
      email: 'ada@example.com',
      metadata: { user: 'u1' },
    })
    expect(made.id).toMatch(/^cus_\w{14}$/)
    const changed = await stripe.customers.update(made.id, { name: '', metadata: { other: '' } })
    expect(changed).toMatchObject({ name: null, metadata: { user: 'u1' } })
    expect(await stripe.customers.search({ query: `metadata["user"]:"u1"` })).toMatchObject({
      data: [{ id: made.id }],
    })
    await stripe.customers.del(made.id)
    expect(await stripe.customers.retrieve(made.id)).toMatchObject({ id: made.id, deleted: true })
  })

  it('answers errors in the shape of Stripe', async () => {
    const { stripe } = local
    await expect(stripe.customers.retrieve('cus_nobody')).rejects.toMatchObject({
      type: 'StripeInvalidRequestError',
      code: 'resource_missing',
      statusCode: 404,
      message: "No such customer: 'cus_nobody'",
    })
    const unknown = { emial: 'ada@example.com' } as Stripe.CustomerCreateParams
    await expect(stripe.customers.create(unknown)).rejects.toMatchObject({
      code: 'parameter_unknown',
      param: 'emial',
      statusCode: 400,
    })
    await expect(stripe.prices.create({ currency: 'usd' })).rejects.toMatchObject({
      code: 'parameter_missing',
    })
    await expect(aPrice(stripe, { unit_amount: -1 })).rejects.toMatchObject({
      param: 'unit_amount',
      type: 'StripeInvalidRequestError',
    })
    await expect(stripe.balance.retrieve()).rejects.toMatchObject({
      code: 'url_not_simulated',
      statusCode: 404,
    })
    const nested = { currency: 'usd', product_data: { name: 'x', colour: 'red' } } as Stripe.PriceCreateParams
    await expect(stripe.prices.create(nested)).rejects.toMatchObject({ param: 'product_data[colour]' })
  })

  it('takes its own key only and refuses live ones', async () => {
    const { port } = new URL(local.url)
    for (const key of ['sk_live_123', 'rk_live_123', 'sk_test_other'])
      await expect(sdk(Number(port), key).customers.list()).rejects.toMatchObject({
        type: 'StripeAuthenticationError',
      })
    await expect(sdk(Number(port), 'sk_live_123').customers.list()).rejects.toThrow(/live keys are refused/)
  })

  it('answers a repeated request with the first answer, and refuses a key for another one', async () => {
    const { stripe } = local
    const make = (name: string) => stripe.products.create({ name }, { idempotencyKey: 'product:pro' })
    const [first, second] = [await make('Pro'), await make('Pro')]
    expect(second.id).toBe(first.id)
    expect(second.lastResponse.headers['idempotent-replayed']).toBe('true')
    await expect(make('Business')).rejects.toMatchObject({ type: 'StripeIdempotencyError' })
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => stripe.customers.create({ name: 'Once' }, { idempotencyKey: 'once' })),
    )
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1)
  })

  it('pages through lists forwards, backwards and to the end', async () => {
    const { stripe } = local
    const made: string[] = []
    for (let at = 0; at < 7; at += 1)
      made.push((await stripe.customers.create({ email: 'many@example.com' })).id)
    const newestFirst = made.toReversed()
    const first = await stripe.customers.list({ email: 'many@example.com', limit: 3 })
    expect(first).toMatchObject({ object: 'list', has_more: true })
    expect(first.data.map(({ id }) => id)).toEqual(newestFirst.slice(0, 3))
    const next = await stripe.customers.list({
      email: 'many@example.com',
      limit: 3,
      starting_after: newestFirst[2]!,
    })
    expect(next.data.map(({ id }) => id)).toEqual(newestFirst.slice(3, 6))
    const back = await stripe.customers.list({
      email: 'many@example.com',
      limit: 3,
      ending_before: newestFirst[3]!,
    })
    expect(back.data.map(({ id }) => id)).toEqual(newestFirst.slice(0, 3))
    const all = await stripe.customers
      .list({ email: 'many@example.com', limit: 2 })
      .autoPagingToArray({ limit: 100 })
    expect(all.map(({ id }) => id)).toEqual(newestFirst)
  })

  it('expands what is asked for and nothing else', async () => {
    const { stripe } = local
    const [customer, price] = [await aCustomer(stripe), await aPrice(stripe)]
    const plain = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] })
    expect(typeof plain.customer).toBe('string')
    const whole = await stripe.subscriptions.retrieve(plain.id, { expand: ['customer', 'latest_invoice'] })
    expect(whole.customer).toMatchObject({ email: 'ada@example.com' })
    const { id } = whole.latest_invoice as Stripe.Invoice
    const invoice = await stripe.invoices.retrieve(id, { expand: ['payments.data.payment.payment_intent'] })
    expect(invoice.payments?.data[0]?.payment.payment_intent).toMatchObject({
      object: 'payment_intent',
      status: 'succeeded',
      amount: 900,
    })
    const known = await stripe.customers.retrieve(customer.id, { expand: ['subscriptions'] })
    expect(known).toMatchObject({ subscriptions: { data: [{ id: plain.id }] } })
    await expect(stripe.subscriptions.retrieve(plain.id, { expand: ['nonsense'] })).rejects.toThrow(
      /cannot be expanded/,
    )
  })

  it('finds prices by lookup key and moves a key only when asked', async () => {
    const { stripe } = local
    const old = await aPrice(stripe, { lookup_key: 'pro_monthly' })
    await expect(aPrice(stripe, { lookup_key: 'pro_monthly' })).rejects.toMatchObject({ param: 'lookup_key' })
    const fresh = await aPrice(stripe, { lookup_key: 'pro_monthly', transfer_lookup_key: true })
    const { data } = await stripe.prices.list({ lookup_keys: ['pro_monthly'], expand: ['data.product'] })
    expect(data.map(({ id }) => id)).toEqual([fresh.id])
    expect(data[0]?.product).toMatchObject({ name: 'Pro' })
    expect((await stripe.prices.retrieve(old.id)).lookup_key).toBeNull()
  })

  it('leaves nothing of a request that fails', async () => {
    const { stripe } = local
    const price = await aPrice(stripe)
    const customer = await aCustomer(stripe, 'pm_card_chargeCustomerFail')
    const before = await stripe.events.list({ limit: 100 })
    const wanted = {
      customer: customer.id,
      items: [{ price: price.id }],
      payment_behavior: 'error_if_incomplete' as const,
    }
    await expect(stripe.subscriptions.create(wanted)).rejects.toMatchObject({ statusCode: 402 })
    expect((await stripe.subscriptions.list({ customer: customer.id, status: 'all' })).data).toEqual([])
    expect((await stripe.events.list({ limit: 100 })).data.length).toBe(before.data.length)
  })

  it('keeps everything over a restart', async () => {
    const customer = await aCustomer(local.stripe)
    const price = await aPrice(local.stripe)
    const subscription = await local.stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: price.id }],
    })
    const before = await local.stripe.subscriptions.retrieve(subscription.id)
    await local.restart()
    const after = await local.stripe.subscriptions.retrieve(subscription.id)
    expect(after).toEqual(before)
    expect((await local.stripe.customers.list({ limit: 1 })).data[0]?.id).toBe(customer.id)
    const { invoice_pdf: pdf } = await local.stripe.invoices.retrieve(after.latest_invoice as string)
    expect(pdf).toContain(local.url)
    expect((await fetch(pdf!)).headers.get('content-type')).toBe('application/pdf')
  })
})
