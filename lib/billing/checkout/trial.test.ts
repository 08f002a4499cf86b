import { describe, expect, it } from 'vitest'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { again, customerOf, onStripe, payOn, stripe, WISH } from '@/scripts/test/shop'
import { converge } from '../accounts/converge'
import { planOf } from '../plans/read-plans'
import { readBilling } from '../reading/read-billing'
import { startCheckout } from './start-checkout'

onAppDatabase()
onStripe({ pro: { trialDays: 14 } })

describe('a plan that can be tried', () => {
  it('is there at once, costs nothing at first, and is tried once', async () => {
    const ctx = await createPerson()
    const { url } = await startCheckout(ctx, WISH)
    expect(await payOn(url)).toBe(303)
    const customer = await customerOf(ctx)
    await converge(customer)
    const now = await again(ctx)
    expect(planOf(now).key).toBe('pro')
    expect(await readBilling(now)).toMatchObject({ status: 'trialing', paid: 'Pro' })
    const { data } = await stripe.subscriptions.list({ customer })
    const days = ((data[0]?.trial_end ?? 0) * 1000 - Date.now()) / (24 * 60 * 60_000)
    expect(Math.round(days)).toBe(14)
    expect((await stripe.paymentIntents.list({ customer })).data).toEqual([])

    await stripe.subscriptions.cancel(data[0]?.id ?? '')
    const second = await startCheckout(ctx, WISH)
    await payOn(second.url)
    const [paid] = (await stripe.subscriptions.list({ customer, status: 'active' })).data
    expect(paid).toMatchObject({ status: 'active', trial_end: null })
  })

  it('is the plan that says so, and no other', async () => {
    const ctx = await createPerson()
    const { url } = await startCheckout(ctx, { ...WISH, plan: 'business' })
    await payOn(url)
    const customer = await customerOf(ctx)
    expect(await converge(customer)).toMatchObject({ status: 'active', trialEnd: null })
  })
})
