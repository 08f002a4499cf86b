import { describe, expect, it } from 'vitest'
import { createPerson, onAppDatabase, signIn } from '@/scripts/test/app-database'
import { customerOf, onStripe, stripe, subscribe } from '@/scripts/test/shop'
import { converge } from '../accounts/converge'
import { readBilling } from '../reading/read-billing'
import { openPortal } from './open-portal'
import { previewChange } from './preview-change'

onAppDatabase()
onStripe()

describe('another plan', () => {
  it('is reckoned by Stripe before it is confirmed there, and nothing is changed by looking', async () => {
    const ctx = await createPerson()
    const { id } = await subscribe(ctx)
    await converge(await customerOf(ctx))
    const preview = await previewChange(ctx, { plan: 'business', interval: 'month', seats: 2 })
    expect(preview).toMatchObject({ isNow: true, at: null, amount: 5_800, currency: 'USD' })
    // The month has just begun: nearly all that it costs more is due.
    expect(preview.due).toBeGreaterThan(4_800)
    expect(preview.due).toBe(preview.prorated)
    expect((await stripe.subscriptions.retrieve(id)).items.data[0]?.quantity).toBe(1)
  })

  it('by the year is due now, less what is left of the month', async () => {
    const ctx = await createPerson()
    await subscribe(ctx)
    await converge(await customerOf(ctx))
    const preview = await previewChange(ctx, { plan: 'pro', interval: 'year', seats: 1 })
    expect(preview).toMatchObject({ isNow: true, at: null, amount: 9_000 })
    expect(preview.due).toBe(9_000 + preview.prorated)
    expect(preview.prorated).toBeLessThan(0)
  })

  it('that is smaller takes off what was paid', async () => {
    const ctx = await createPerson()
    await subscribe(ctx, { plan: 'business', quantity: 3 })
    await converge(await customerOf(ctx))
    const preview = await previewChange(ctx, { plan: 'pro', interval: 'month', seats: 1 })
    expect(preview.due).toBeLessThan(-7_000)
    expect(preview.due).toBe(preview.prorated)
  })

  it('in a trial is due when that ends', async () => {
    const ctx = await createPerson()
    const { id } = await subscribe(ctx)
    const trial_end = Math.floor(Date.now() / 1000) + 14 * 86_400
    await stripe.subscriptions.update(id, { trial_end, proration_behavior: 'none' })
    await converge(await customerOf(ctx))
    const preview = await previewChange(ctx, { plan: 'business', interval: 'month', seats: 1 })
    expect(preview).toMatchObject({ isNow: false, due: 2_900, prorated: 0 })
    expect(preview.at).toBe((await readBilling(ctx))?.periodEnd)
  })

  it('opens in the portal to be confirmed, for what was said', async () => {
    const ctx = await createPerson()
    await subscribe(ctx)
    await converge(await customerOf(ctx))
    const to = { plan: 'business', interval: 'month', seats: 2 } as const
    const { url } = await openPortal({ ...ctx, ...(await signIn(ctx.userId)) }, { wish: 'change', to })
    const page = await (await fetch(url)).text()
    expect(page).toContain('Business')
    const [, due] = /Due today<\/span><span data-testid="total-due">\$([\d.]+)</.exec(page) ?? []
    // A cent of it passes in nine minutes.
    expect(Math.abs(Number(due) * 100 - (await previewChange(ctx, to)).due)).toBeLessThan(2)
  })

  it.each([
    ['a plan that is not sold', { plan: 'enterprise' }, 'not_found'],
    ['a price in place of a plan', { plan: 'price_1' }, 'not_found'],
    ['seats where there are none', { plan: 'pro', seats: 2 }, 'invalid_input'],
  ])('refuses %s', async (_, wrong, code) => {
    const ctx = await createPerson()
    await subscribe(ctx)
    await converge(await customerOf(ctx))
    const wish = { interval: 'month', seats: 1, ...wrong } as const
    await expect(previewChange(ctx, wish)).rejects.toMatchObject({ code })
  })

  it('is the owner’s, and nothing without a plan', async () => {
    const ctx = await createPerson()
    const wish = { plan: 'pro', interval: 'month', seats: 1 } as const
    await expect(previewChange(ctx, wish)).rejects.toMatchObject({ code: 'not_found' })
    await expect(previewChange({ ...ctx, role: 'admin' }, wish)).rejects.toMatchObject({ code: 'forbidden' })
  })
})
