import type { ObjectId } from 'mongodb'
import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { newId } from '@/lib/core/ids'
import { driverCollection } from '@/lib/platform/db'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { onStripe, stripe } from '@/scripts/test/shop'
import { converge } from '../accounts/converge'
import { findAccount, NOTHING, openAccount } from '../accounts/data'
import { billingData } from '../personal-data'
import type { MovementKind } from '../schema'
import { exportGrowth } from './export-growth'
import { broughtBy, stepBetween } from './movement'
import { noteMovements } from './note-movements'
import { readGrowth, seriesOf } from './read-growth'

onAppDatabase()
onStripe()

const priceOf = async (plan: string, interval = 'month') =>
  (await stripe.prices.list({ lookup_keys: [`numina_${plan}_${interval}`] })).data[0]?.id ?? ''

/** Somebody with a customer in Stripe and a card. */
async function payer() {
  const ctx = await createPerson()
  const customer = await stripe.customers.create({ email: ctx.email })
  const method = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id })
  await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: method.id } })
  const { _id } = await openAccount(ctx.workspaceId, ctx.userId, customer.id)
  return { ctx, customer: customer.id, accountId: _id }
}
const subscribe = async (
  customer: string,
  plan: string,
  more: Partial<Stripe.SubscriptionCreateParams> = {},
) => stripe.subscriptions.create({ customer, items: [{ price: await priceOf(plan) }], ...more })

const kindsOf = async (accountId: ObjectId) =>
  (await driverCollection('billingMovements').find({ accountId }).sort({ seq: 1 }).toArray()).map(
    ({ kind, before, after }) => [kind, before, after],
  )
/** What all movements come to, and what all accounts bring, by currency. */
async function both() {
  const [moved, brought] = [new Map<string, number>(), new Map<string, number>()]
  for (const { currency, before, after } of await driverCollection('billingMovements').find().toArray())
    if (after !== before) moved.set(currency, (moved.get(currency) ?? 0) + after - before)
  for (const account of await driverCollection('billingAccounts').find().toArray()) {
    const { currency, yearly } = broughtBy(account as never)
    if (currency) brought.set(currency, (brought.get(currency) ?? 0) + yearly)
  }
  for (const [currency, sum] of moved) if (sum === 0) moved.delete(currency)
  return { moved, brought }
}

describe('what a subscription brings', () => {
  it('is written down as it changes, each change once, however often it is read', async () => {
    const { customer, accountId } = await payer()
    const first = await subscribe(customer, 'pro')
    for (const _ of [1, 2, 3]) await converge(customer)
    const [item] = first.items.data
    await stripe.subscriptions.update(first.id, {
      items: [{ id: item?.id ?? '', price: await priceOf('business'), quantity: 2 }],
    })
    await converge(customer)
    await stripe.subscriptions.update(first.id, { items: [{ id: item?.id ?? '', quantity: 1 }] })
    await Promise.all([1, 2, 3, 4].map(() => converge(customer)))
    await stripe.subscriptions.cancel(first.id)
    await converge(customer)
    await subscribe(customer, 'pro')
    await converge(customer)
    expect(await kindsOf(accountId)).toEqual([
      ['new', 0, 10_800],
      ['expansion', 10_800, 69_600],
      ['contraction', 69_600, 34_800],
      ['churned', 34_800, 0],
      ['reactivated', 0, 10_800],
    ])
  })

  it('counts a year as what it is, and one movement for what nobody saw in between', async () => {
    const { customer, accountId } = await payer()
    const { id, items } = await subscribe(customer, 'pro')
    await stripe.subscriptions.update(id, {
      items: [{ id: items.data[0]?.id ?? '', price: await priceOf('business', 'year') }],
    })
    await converge(customer)
    expect(await kindsOf(accountId)).toEqual([['new', 0, 29_000]])
  })

  it('counts a plan on request by the price that was agreed on in Stripe', async () => {
    const { customer, accountId } = await payer()
    await stripe.products.create({ id: 'numina_enterprise', name: 'Enterprise' })
    const price = await stripe.prices.create({
      ...{
        product: 'numina_enterprise',
        currency: 'eur',
        unit_amount: 120_000,
        recurring: { interval: 'year' },
      },
    })
    await stripe.subscriptions.create({ customer, items: [{ price: price.id, quantity: 3 }] })
    await converge(customer)
    expect(await kindsOf(accountId)).toEqual([['new', 0, 360_000]])
  })

  it('in another currency is an end and a beginning', () => {
    const [dollars, yen] = [
      { currency: 'USD', plan: 'pro', yearly: 10_800 },
      { currency: 'JPY', plan: 'pro', yearly: 16_800 },
    ]
    expect(stepBetween(dollars, yen, false)).toMatchObject({ kind: 'churned', currency: 'USD', after: 0 })
    expect(stepBetween({ ...dollars, yearly: 0 }, yen, false)).toMatchObject({
      kind: 'reactivated',
      currency: 'JPY',
    })
    expect(stepBetween(yen, yen, false)).toBeNull()
  })

  it('of servers that see less and more at once ends as it is', async () => {
    const { ctx, customer, accountId } = await payer()
    await subscribe(customer, 'pro')
    await converge(customer)
    const mirror = (await findAccount(ctx.workspaceId)) ?? NOTHING
    const accounts = driverCollection('billingAccounts')
    await Promise.all(
      Array.from({ length: 12 }, async (_, at) => {
        await accounts.updateOne({ _id: accountId }, { $set: { status: at % 2 ? 'active' : 'canceled' } })
        await noteMovements(accountId, mirror)
      }),
    )
    await noteMovements(accountId, mirror)
    const { moved, brought } = await both()
    expect(moved).toEqual(brought)
    const seqs = await driverCollection('billingMovements')
      .find({ accountId, seq: { $gt: 0 } })
      .toArray()
    expect(seqs.map(({ seq }) => seq).sort((a, b) => a - b)).toEqual(seqs.map((_, at) => at + 1))
  })
})

it('many customers, read in any order and often: the movements come to what all bring', async () => {
  const people = await Promise.all(Array.from({ length: 8 }, payer))
  const changes = people.flatMap(({ customer }, at) => [
    async () =>
      subscribe(customer, at % 2 ? 'pro' : 'business', { currency: ['usd', 'eur', 'jpy'][at % 3] ?? 'usd' }),
    async () => {
      const [running] = (await stripe.subscriptions.list({ customer })).data
      if (running && at % 3 === 0) await stripe.subscriptions.cancel(running.id)
      else if (running)
        await stripe.subscriptions.update(running.id, {
          items: [
            { id: running.items.data[0]?.id ?? '', price: await priceOf('business'), quantity: at + 1 },
          ],
        })
    },
  ])
  for (const change of changes) {
    await change()
    const some = [...people, ...people].filter(() => Math.random() < 0.3)
    await Promise.all(some.sort(() => Math.random() - 0.5).map(({ customer }) => converge(customer)))
  }
  await Promise.all(people.map(({ customer }) => converge(customer)))
  const { moved, brought } = await both()
  expect(moved).toEqual(brought)
  expect(brought.size).toBe(3)
})

it('trials and payments that failed are counted by the truth, whatever was seen of them', async () => {
  const { accountId } = await payer()
  const subscriptionId = `sub_${newId()}`
  const mirror = { ...NOTHING, subscriptionId, currency: 'USD', plan: 'pro', monthly: 900 }
  const trialEnd = new Date(Date.now() - 1000)
  const pastDueSince = new Date()
  await noteMovements(accountId, { ...mirror, status: 'trialing', trialEnd })
  for (const _ of [1, 2]) await noteMovements(accountId, { ...mirror, status: 'active', trialEnd })
  for (const _ of [1, 2])
    await noteMovements(accountId, { ...mirror, status: 'past_due', trialEnd, pastDueSince })
  expect((await kindsOf(accountId)).map(([kind]) => kind).sort()).toEqual([
    'payment_failed',
    'trial_begun',
    'trial_converted',
  ])
})

it('the figures of an account that is erased stay, and nothing leads from them to the person', async () => {
  const { ctx, customer, accountId } = await payer()
  await subscribe(customer, 'pro')
  await converge(customer)
  const subject = { userId: ctx.userId, email: ctx.email, workspaceIds: [ctx.workspaceId] }
  for (const data of [...billingData, ...billingData]) await data.eraseFor(subject)
  expect(await kindsOf(accountId)).toEqual([
    ['new', 0, 10_800],
    ['churned', 10_800, 0],
  ])
  expect(await findAccount(ctx.workspaceId)).toBeNull()
  const { moved, brought } = await both()
  expect(moved).toEqual(brought)
})

describe('the figures', () => {
  const sum = (
    month: string,
    currency: string,
    kind: MovementKind,
    plans: [string | null, string | null],
    amounts: [number, number],
  ) => ({
    _id: { month, kind, currency, fromPlan: plans[0], plan: plans[1] },
    ...{ count: 1, before: amounts[0], after: amounts[1] },
  })
  it('add up month by month, and by plan with what went between plans', () => {
    const series = seriesOf(
      [
        sum('2026-10', 'USD', 'new', [null, 'pro'], [0, 10_800]),
        sum('2026-12', 'USD', 'expansion', ['pro', 'business'], [10_800, 34_800]),
        sum('2026-12', 'JPY', 'new', [null, 'pro'], [0, 12]),
        sum('2026-12', 'USD', 'trial_begun', [null, 'pro'], [0, 0]),
      ],
      new Date('2027-01-15'),
    )
    const of = (currency: string, plan: string | null) =>
      series.find((each) => each.currency === currency && each.plan === plan)?.months ?? []
    expect(of('USD', null).map(({ month }) => month)).toEqual(['2026-10', '2026-11', '2026-12', '2027-01'])
    expect(of('USD', null).map(({ total }) => total)).toEqual([10_800, 10_800, 34_800, 34_800])
    expect(of('USD', 'Pro').map(({ total }) => total)).toEqual([10_800, 10_800, 0, 0])
    expect(of('USD', 'Business').map(({ total }) => total)).toEqual([0, 0, 34_800, 34_800])
    expect(of('USD', 'Pro')[2]).toMatchObject({ trials: 1, moved: -10_800 })
    expect(of('JPY', null).at(-1)?.total).toBe(12)
  })

  it('are the owner’s of this Numina, and come as a file', async () => {
    const ctx = await createPerson()
    await expect(readGrowth(ctx)).rejects.toMatchObject({ code: 'forbidden' })
    const owner = { ...ctx, instanceRole: 'owner' as const, factorAt: new Date() }
    const growth = await readGrowth(owner)
    const { brought } = await both()
    for (const [currency, yearly] of brought) {
      const all = growth?.find((series) => series.currency === currency && series.plan === null)
      expect(all?.months.at(-1)).toMatchObject({ month: new Date().toISOString().slice(0, 7), total: yearly })
    }
    const text = await new Response((await exportGrowth(owner)).stream).text()
    expect(text).toContain('month,currency,plan,mrr,new')
    expect(text.split('\r\n').length).toBeGreaterThan(3)
  })
})
