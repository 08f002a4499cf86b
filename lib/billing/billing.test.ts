import { mkdtempSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ObjectId } from 'mongodb'
import Stripe from 'stripe'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { loadContext } from '@/lib/accounts/server'
import { listSecurityEvents } from '@/lib/audit/server'
import type { PersonCtx } from '@/lib/auth/context'
import { newId } from '@/lib/core/ids'
import { driverCollection } from '@/lib/platform/db'
import { createPerson, onAppDatabase, signIn } from '@/scripts/test/app-database'
import { startStripe } from '@/services/stripe/serve'
import { converge } from './accounts/converge'
import { findAccount, openAccount } from './accounts/data'
import { heldPlanOf } from './accounts/held-plan'
import { syncCatalogue } from './catalogue/sync-catalogue'
import { finishCheckout } from './checkout/finish-checkout'
import { openPortal } from './checkout/open-portal'
import { startCheckout } from './checkout/start-checkout'
import { orderDunning } from './dunning/mails'
import { givePlan, listGivenPlans, takePlanBack } from './managing/give-plan'
import { listSubscriptions, readRevenue } from './managing/read-revenue'
import { billingData } from './personal-data'
import { limitOf, planOf } from './plans/read-plans'
import { readBilling } from './reading/read-billing'
import { readWish } from './reading/read-wish'
import { reconcile } from './reconcile/reconcile'
import { checkoutInput, givePlanInput } from './schema'
import { receiveEvent } from './webhooks/receive-event'

const SECRETS = ['whsec_new_one', 'whsec_old_one'] as const
vi.stubEnv('STRIPE_SECRET_KEY', 'sk_test_local')
vi.stubEnv('STRIPE_WEBHOOK_SECRET', SECRETS.join(','))
onAppDatabase()

let local: Awaited<ReturnType<typeof startStripe>>
let stripe: Stripe

beforeAll(async () => {
  const port = await freePort()
  vi.stubEnv('STRIPE_API_BASE', `http://127.0.0.1:${port}`)
  local = await startStripe({ port, dir: mkdtempSync(path.join(tmpdir(), 'stripe-')) })
  stripe = new Stripe('sk_test_local', { host: '127.0.0.1', port, protocol: 'http', maxNetworkRetries: 0 })
  await syncCatalogue(stripe, true)
})
afterAll(() => local.stop())

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}

const WISH = { plan: 'pro', interval: 'month', currency: 'USD', seats: 1 } as const
const again = async (ctx: PersonCtx) => {
  const loaded = await loadContext({ userId: ctx.userId, sessionId: ctx.sessionId }, newId())
  if (!loaded) throw new Error('nobody')
  return loaded
}
const customerOf = async (ctx: PersonCtx) => (await findAccount(ctx.workspaceId))?.customerId ?? ''
const sessionsOf = async (ctx: PersonCtx) =>
  (await stripe.checkout.sessions.list({ customer: await customerOf(ctx), limit: 100 })).data

/** As the hosted page of a checkout does, with a card of the tests. */
async function subscribe(
  ctx: PersonCtx,
  { plan = 'pro', interval = 'month', currency = 'usd', quantity = 1, card = 'pm_card_visa' } = {},
): Promise<Stripe.Subscription> {
  await startCheckout(ctx, WISH)
  const customer = await customerOf(ctx)
  const method = await stripe.paymentMethods.attach(card, { customer })
  await stripe.customers.update(customer, { invoice_settings: { default_payment_method: method.id } })
  const { data } = await stripe.prices.list({ lookup_keys: [`numina_${plan}_${interval}`] })
  const price = data[0]?.id ?? ''
  return stripe.subscriptions.create({ customer, items: [{ price, quantity }], currency })
}

function signed(event: object, secret: string = SECRETS[0], timestamp = Math.floor(Date.now() / 1000)) {
  const body = JSON.stringify(event)
  return [body, stripe.webhooks.generateTestHeaderString({ payload: body, secret, timestamp })] as const
}
const eventOf = (customer: string, more: object = {}) => ({
  ...{ id: `evt_${newId()}`, object: 'event', type: 'invoice.paid', livemode: false, created: 1 },
  data: { object: { object: 'invoice', customer } },
  ...more,
})

describe('what is sold', () => {
  it('is in Stripe as the plans say, and asking again changes nothing', async () => {
    expect(await syncCatalogue(stripe, false)).toEqual([])
    const { data } = await stripe.prices.list({
      lookup_keys: ['numina_business_year'],
      expand: ['data.currency_options'],
    })
    expect(data[0]).toMatchObject({ unit_amount: 29_000, currency: 'usd', recurring: { interval: 'year' } })
    expect(data[0]?.currency_options?.['jpy']?.unit_amount).toBe(45_000)
  })

  it('is mended when somebody changed it', async () => {
    await stripe.products.update('numina_pro', { name: 'Something else' })
    expect(await syncCatalogue(stripe, false)).toEqual(['~ product Numina Pro'])
    expect(await syncCatalogue(stripe, true)).toEqual(['~ product Numina Pro'])
    expect(await syncCatalogue(stripe, true)).toEqual([])
  })
})

describe('a checkout', () => {
  let ctx: Awaited<ReturnType<typeof createPerson>>
  beforeEach(async () => {
    ctx = await createPerson()
  })

  it('is for the workspace, in the currency that was chosen', async () => {
    const { url } = await startCheckout(ctx, {
      ...WISH,
      plan: 'business',
      seats: 3,
      currency: 'JPY',
      interval: 'year',
    })
    expect(url).toContain('/')
    const [session] = await sessionsOf(ctx)
    expect(session).toMatchObject({
      mode: 'subscription',
      currency: 'jpy',
      amount_subtotal: 135_000,
      client_reference_id: ctx.workspaceId,
    })
  })

  it('asked for twice at once is one, and another wish closes it', async () => {
    const [a, b] = await Promise.all([startCheckout(ctx, WISH), startCheckout(ctx, WISH)])
    await startCheckout(ctx, { ...WISH, interval: 'year' })
    const open = (await sessionsOf(ctx)).filter(({ status }) => status === 'open')
    expect(open).toHaveLength(1)
    expect(open[0]?.amount_subtotal).toBe(9_000)
    expect([a.url, b.url]).not.toContain(open[0]?.url)
    expect((await stripe.customers.list({ email: ctx.email })).data).toHaveLength(1)
  })

  it.each([
    ['a plan that is not sold', { plan: 'free' }, 'not_found'],
    ['a plan on request', { plan: 'enterprise' }, 'not_found'],
    ['a price id in place of a plan', { plan: 'price_1ABC' }, 'not_found'],
    ['seats where there are none', { seats: 2 }, 'invalid_input'],
  ])('refuses %s', async (_, wish, code) => {
    await expect(startCheckout(ctx, { ...WISH, ...wish })).rejects.toMatchObject({ code })
  })

  it.each([0, -1, 1e9, 1.5, Number.NaN])('takes no %d seats', (seats) => {
    expect(checkoutInput.safeParse({ ...WISH, plan: 'business', seats }).success).toBe(false)
  })

  it('that nobody paid gives nothing, whoever opens the page after it', async () => {
    await startCheckout(ctx, WISH)
    const [session] = await sessionsOf(ctx)
    expect(await finishCheckout(ctx, session?.id ?? '')).toBe('open')
    expect(planOf(await again(ctx)).key).toBe('free')
    const other = await createPerson()
    await expect(finishCheckout(other, session?.id ?? '')).rejects.toMatchObject({ code: 'not_found' })
    await startCheckout(other, WISH)
    await expect(finishCheckout(other, session?.id ?? '')).rejects.toMatchObject({ code: 'not_found' })
    await expect(finishCheckout(other, 'cs_test_madeup')).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is the owner’s of the workspace', async () => {
    for (const role of ['admin', 'member', 'viewer', 'guest'] as const)
      await expect(startCheckout({ ...ctx, role }, WISH)).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('is not there for who has a plan; of two that were paid at once the second is taken back', async () => {
    const first = await subscribe(ctx)
    const second = await stripe.subscriptions.create({
      customer: await customerOf(ctx),
      items: [{ price: first.items.data[0]?.price.id ?? '' }],
    })
    await expect(startCheckout(ctx, WISH)).rejects.toMatchObject({ code: 'conflict' })
    expect((await stripe.subscriptions.retrieve(second.id)).status).toBe('canceled')
    const { data } = await stripe.refunds.list({ limit: 10 })
    expect(data.some(({ amount, status }) => amount === 900 && status === 'succeeded')).toBe(true)
    expect(await findAccount(ctx.workspaceId)).toMatchObject({ subscriptionId: first.id, status: 'active' })
  })
})

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
    await subscribe(ctx, { card: 'pm_card_chargeCustomerFail' }).catch(() => undefined)
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

describe('an event', () => {
  it('is taken with either secret, and with no other, changed or old', async () => {
    const event = eventOf('cus_nobody')
    expect(await receiveEvent(...signed(event, SECRETS[0]))).toBe('done')
    expect(await receiveEvent(...signed(eventOf('cus_nobody'), SECRETS[1]))).toBe('done')
    const bad = { code: 'bad_request' }
    await expect(receiveEvent(...signed(event, 'whsec_forged'))).rejects.toMatchObject(bad)
    const [body, signature] = signed(event)
    await expect(receiveEvent(body.replace('nobody', 'someone'), signature)).rejects.toMatchObject(bad)
    await expect(receiveEvent(body, null)).rejects.toMatchObject(bad)
    await expect(receiveEvent(body, 'nonsense')).rejects.toMatchObject(bad)
    const old = Math.floor(Date.now() / 1000) - 3_600
    await expect(receiveEvent(...signed(event, SECRETS[0], old))).rejects.toMatchObject(bad)
  })

  it('of the other mode is nobody’s', async () => {
    expect(await receiveEvent(...signed(eventOf('cus_x', { livemode: true })))).toBe('ignored')
  })

  it('is acted upon once, also of an unknown kind and about nobody', async () => {
    const event = eventOf('cus_nobody', { type: 'something.new', data: { object: { object: 'thing' } } })
    const [first, ...others] = await Promise.all(
      [1, 2, 3].map(() => receiveEvent(...signed(event)).catch((error) => error.code)),
    )
    expect([first, ...others].filter((outcome) => outcome === 'done')).toHaveLength(1)
    expect(await receiveEvent(...signed(event))).toBe('known')
  })

  it('of a server that died is taken over', async () => {
    const ctx = await createPerson()
    await subscribe(ctx)
    const event = eventOf(await customerOf(ctx))
    const events = driverCollection('stripeEvents')
    const long = new Date(Date.now() - 120_000)
    await events.insertOne({
      ...{ eventId: event.id, kind: 'invoice.paid', customerId: null, attempts: 1, claimedAt: new Date() },
      ...{ doneAt: null, error: null, expiresAt: new Date(Date.now() + 60_000) },
    })
    await expect(receiveEvent(...signed(event))).rejects.toMatchObject({ code: 'conflict' })
    await events.updateOne({ eventId: event.id }, { $set: { claimedAt: long } })
    expect(await receiveEvent(...signed(event))).toBe('done')
    expect(planOf(await again(ctx)).key).toBe('pro')
  })

  it('that cannot be acted upon is asked for again', async () => {
    const ctx = await createPerson()
    await subscribe(ctx)
    const event = eventOf(await customerOf(ctx))
    const list = vi.spyOn(driverCollection('billingAccounts').constructor.prototype, 'updateMany')
    list.mockRejectedValueOnce(new Error('the disk is full'))
    await expect(receiveEvent(...signed(event))).rejects.toMatchObject({ status: 500 })
    list.mockRestore()
    expect(await receiveEvent(...signed(event))).toBe('done')
  })

  it('in any order, often and all at once ends as Stripe is', async () => {
    const people = await Promise.all(Array.from({ length: 5 }, () => createPerson()))
    const customers: string[] = []
    for (const [at, ctx] of people.entries()) {
      const { id } = await subscribe(ctx, at % 2 ? { plan: 'business', quantity: at } : {})
      if (at === 2) await stripe.subscriptions.cancel(id)
      if (at === 4) await stripe.subscriptions.update(id, { cancel_at_period_end: true })
      customers.push(await customerOf(ctx))
    }
    const events = Array.from({ length: 400 }, (_, at) => eventOf(customers[at % 5] ?? ''))
    const twice = [...events, ...events]
      .map((event) => ({ event, at: Math.random() }))
      .sort((a, b) => a.at - b.at)
    await Promise.allSettled(twice.map(({ event }) => receiveEvent(...signed(event))))
    const plans = await Promise.all(people.map(async (ctx) => planOf(await again(ctx)).key))
    expect(plans).toEqual(['pro', 'business', 'free', 'business', 'pro'])
    const open = await driverCollection('stripeEvents').countDocuments({
      eventId: { $in: events.map(({ id }) => id) },
      doneAt: null,
    })
    expect(open).toBe(0)
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

describe('the nightly comparison', () => {
  it('repairs what drifted, and tells', async () => {
    const ctx = await createPerson()
    const { id } = await subscribe(ctx)
    await converge(await customerOf(ctx))
    expect((await reconcile())?.drift.filter(({ customerId }) => customerId !== '')).toBeDefined()
    expect((await reconcile())?.drift).toEqual([])
    // Somebody wrote into our database, and Stripe knows a subscription nobody here does.
    await driverCollection('billingAccounts').updateOne(
      { workspaceId: new ObjectId(ctx.workspaceId) },
      { $set: { plan: 'business', status: 'canceled', subscriptionId: null } },
    )
    await driverCollection('memberships').updateMany(
      { userId: new ObjectId(ctx.userId) },
      { $set: { plan: null } },
    )
    const stranger = await stripe.customers.create({ email: 'stranger@example.com' })
    const method = await stripe.paymentMethods.attach('pm_card_visa', { customer: stranger.id })
    const { data } = await stripe.prices.list({ lookup_keys: ['numina_pro_month'] })
    const left = await stripe.subscriptions.create({
      customer: stranger.id,
      items: [{ price: data[0]?.id ?? '' }],
      default_payment_method: method.id,
    })
    const { drift = [] } = (await reconcile()) ?? {}
    expect(drift).toEqual([
      {
        customerId: await customerOf(ctx),
        what: expect.stringContaining(
          `subscriptionId: none → ${id}, status: canceled → active, plan: business → pro`,
        ),
      },
      { customerId: stranger.id, what: expect.stringContaining(left.id) },
    ])
    await stripe.subscriptions.cancel(left.id)
    expect(planOf(await again(ctx)).key).toBe('pro')
    const owner = { ...ctx, instanceRole: 'owner' as const, factorAt: new Date() }
    expect((await readRevenue(owner))?.check?.drift).toHaveLength(2)
    expect(await listSubscriptions(owner, { words: ctx.email })).toMatchObject([
      { plan: 'Pro', status: 'active', monthly: 900 },
    ])
    await expect(readRevenue({ ...owner, instanceRole: 'admin' })).rejects.toMatchObject({
      code: 'forbidden',
    })
  })
})

it('a payment that fails is told by mail on three days, and the plan ends after seven', async () => {
  const ctx = await createPerson()
  await subscribe(ctx)
  const customerId = await customerOf(ctx)
  await converge(customerId)
  const since = new Date(Date.now() - 2 * 24 * 60 * 60_000)
  const account = await findAccount(ctx.workspaceId)
  if (!account) throw new Error('no account')
  const pastDue = { ...account, status: 'past_due' as const, pastDueSince: since }
  await orderDunning(pastDue)
  await orderDunning(pastDue)
  const jobs = await driverCollection('jobs')
    .find({ kind: 'billing.dunning', 'payload.workspaceId': ctx.workspaceId })
    .toArray()
  expect(
    jobs.map(({ runAt }) => Math.round((runAt.getTime() - since.getTime()) / 86_400_000)).sort(),
  ).toEqual([1, 3, 7])
  const held = heldPlanOf(pastDue)
  expect(planOf({ plan: held }, new Date(since.getTime() + 6.9 * 86_400_000)).key).toBe('pro')
  expect(planOf({ plan: held }, new Date(since.getTime() + 7.1 * 86_400_000)).key).toBe('free')
})

it('a renewal that fails: days of grace, then Free, and the plan again when it is paid', async () => {
  const ctx = await createPerson()
  const start = Math.floor(Date.now() / 1000)
  const day = 86_400
  const clock = await stripe.testHelpers.testClocks.create({ frozen_time: start })
  const customer = await stripe.customers.create({ email: ctx.email, test_clock: clock.id })
  const good = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id })
  const use = (id: string) =>
    stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: id } })
  const advance = async (to: number) => {
    await stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: to })
    await expect
      .poll(async () => (await stripe.testHelpers.testClocks.retrieve(clock.id)).status)
      .toBe('ready')
    await converge(customer.id)
    return planOf(await again(ctx), new Date(to * 1000)).key
  }
  await use(good.id)
  await openAccount(ctx.workspaceId, ctx.userId, customer.id)
  const { data } = await stripe.prices.list({ lookup_keys: ['numina_pro_month'] })
  const { items } = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: data[0]?.id ?? '' }],
  })
  const end = items.data[0]?.current_period_end ?? 0
  expect(await advance(end - day)).toBe('pro')
  const bad = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer: customer.id })
  await use(bad.id)
  expect(await advance(end + day)).toBe('pro')
  expect(await findAccount(ctx.workspaceId)).toMatchObject({ status: 'past_due', plan: 'pro' })
  const now = await again(ctx)
  expect(planOf(now, new Date((end + 6 * day) * 1000)).key).toBe('pro')
  expect(planOf(now, new Date((end + 8 * day) * 1000)).key).toBe('free')
  await use(good.id)
  const [open] = (await stripe.invoices.list({ customer: customer.id, status: 'open' })).data
  await stripe.invoices.pay(open?.id ?? '')
  expect(await advance(end + 2 * day)).toBe('pro')
  expect(await findAccount(ctx.workspaceId)).toMatchObject({ status: 'active', pastDueSince: null })
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

describe('a plan that is given', () => {
  const inDays = (days: number) => new Date(Date.now() + days * 24 * 60 * 60_000)
  const day = (days: number) => inDays(days).toISOString().slice(0, 10)
  const owner = async () => ({
    ...(await createPerson('Olga')),
    instanceRole: 'owner' as const,
    factorAt: new Date(),
  })
  const gift = ({ email }: { email: string }, more: object = {}) =>
    givePlanInput.parse({ email, plan: 'business', seats: 2, until: day(10), note: 'Thank you.', ...more })

  it('counts at once and until its day, is told to the person, and can be taken back', async () => {
    const [manager, ctx] = [await owner(), await createPerson()]
    const row = await givePlan(manager, gift(ctx))
    expect(row).toMatchObject({ name: 'Ada', plan: 'Business', seats: 2 })
    const now = await again(ctx)
    expect(planOf(now).key).toBe('business')
    expect(limitOf(now, 'messagesPerDay')).toBe(6_000)
    expect(planOf(now, inDays(12)).key).toBe('free')
    expect(await readBilling(now)).toMatchObject({
      ...{ plan: 'Business', status: 'none', hasPortal: false },
      given: { plan: 'Business', seats: 2, note: 'Thank you.' },
    })
    const kinds = (await listSecurityEvents(ctx, {})).events.map(({ kind }) => kind)
    expect(kinds).toContain('plan.given')
    expect((await listGivenPlans(manager))?.rows).toContainEqual(row)
    await takePlanBack(manager, { id: row.id })
    expect(planOf(await again(ctx)).key).toBe('free')
    await expect(takePlanBack(manager, { id: row.id })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('goes beside one that is paid: the larger counts, and after it the other', async () => {
    const [manager, ctx] = [await owner(), await createPerson()]
    await givePlan(manager, gift(ctx))
    await subscribe(ctx, { interval: 'year' })
    await converge(await customerOf(ctx))
    const now = await again(ctx)
    expect(planOf(now).key).toBe('business')
    expect(await readBilling(now)).toMatchObject({ status: 'active', paid: 'Pro', plan: 'Business' })
    expect(planOf(now, inDays(12)).key).toBe('pro')
    expect(limitOf(now, 'messagesPerDay', inDays(12))).toBe(1_500)
    expect(planOf(now, inDays(400)).key).toBe('free')
    // The smaller one, given for longer, is no loss.
    await givePlan(manager, gift(ctx, { plan: 'pro', seats: 1, until: day(800) }))
    expect(planOf(await again(ctx), inDays(700)).key).toBe('pro')
  })

  it.each([
    ['to nobody', { email: 'nobody@example.com' }, 'email'],
    ['that everybody has', { plan: 'free', seats: 1 }, 'plan'],
    ['that there is not', { plan: 'gold' }, 'plan'],
    ['with seats where there are none', { plan: 'pro', seats: 2 }, 'seats'],
    ['that is over', { until: day(-1) }, 'until'],
  ])('is refused %s', async (_, wrong, field) => {
    const ctx = await createPerson()
    await expect(givePlan(await owner(), gift(ctx, wrong))).rejects.toMatchObject({
      code: 'invalid_input',
      fields: { [field]: expect.any(String) },
    })
    expect(planOf(await again(ctx)).key).toBe('free')
  })

  it('is the owner’s of this Numina to give', async () => {
    const ctx = await createPerson()
    for (const role of ['admin', 'support', 'user'] as const)
      await expect(givePlan({ ...(await owner()), instanceRole: role }, gift(ctx))).rejects.toMatchObject({
        code: 'forbidden',
      })
    const careless = { ...(await owner()), factorAt: null }
    await expect(givePlan(careless, gift(ctx))).rejects.toMatchObject({ code: 'factor_required' })
  })
})

describe('a checkout that somebody leaves', () => {
  it('leads back to what they had chosen', async () => {
    const ctx = await createPerson()
    await startCheckout(ctx, { ...WISH, plan: 'business', seats: 3, interval: 'year', currency: 'JPY' })
    const [session] = await sessionsOf(ctx)
    const params = Object.fromEntries(new URL(session?.cancel_url ?? '').searchParams)
    const wish = { plan: 'business', seats: 3, interval: 'year', currency: 'JPY' }
    expect(readWish(params, 'USD')).toEqual(wish)
    expect(readWish({ ...params, seats: '1e9' }, 'USD')).toMatchObject({ plan: 'pro', seats: 1 })
  })
})
