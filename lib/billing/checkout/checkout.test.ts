import { beforeEach, describe, expect, it } from 'vitest'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { again, customerOf, onStripe, sessionsOf, stripe, subscribe, WISH } from '@/scripts/test/shop'
import { findAccount } from '../accounts/data'
import { planOf } from '../plans/read-plans'
import { readWish } from '../reading/read-wish'
import { checkoutInput } from '../schema'
import { finishCheckout } from './finish-checkout'
import { startCheckout } from './start-checkout'

onAppDatabase()
onStripe()

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
