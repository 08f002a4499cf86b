import { describe, expect, it, vi } from 'vitest'
import { newId } from '@/lib/core/ids'
import { driverCollection } from '@/lib/platform/db'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { again, customerOf, onStripe, stripe, subscribe } from '@/scripts/test/shop'
import { planOf } from '../plans/read-plans'
import { receiveEvent } from './receive-event'

onAppDatabase()
onStripe()

const SECRETS = ['whsec_new_one', 'whsec_old_one'] as const
vi.stubEnv('STRIPE_WEBHOOK_SECRET', SECRETS.join(','))

function signed(event: object, secret: string = SECRETS[0], timestamp = Math.floor(Date.now() / 1000)) {
  const body = JSON.stringify(event)
  return [body, stripe.webhooks.generateTestHeaderString({ payload: body, secret, timestamp })] as const
}
const eventOf = (customer: string, more: object = {}) => ({
  ...{ id: `evt_${newId()}`, object: 'event', type: 'invoice.paid', livemode: false, created: 1 },
  data: { object: { object: 'invoice', customer } },
  ...more,
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
    const list = vi.spyOn(driverCollection('billingAccounts').constructor.prototype, 'bulkWrite')
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
