import { describe, expect, it } from 'vitest'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { customerOf, onStripe, payOn, planNow, sessionsOf, stripe, WISH } from '@/scripts/test/shop'
import { converge } from '../accounts/converge'
import { reconcile } from '../reconcile/reconcile'
import { finishCheckout } from './finish-checkout'
import { startCheckout } from './start-checkout'

onAppDatabase()
onStripe()

describe('what is paid and not heard of', () => {
  it('is there for whoever comes back, though no webhook ever arrives', async () => {
    const ctx = await createPerson()
    const { url } = await startCheckout(ctx, WISH)
    expect(await payOn(url)).toBeLessThan(400)
    expect(await planNow(ctx)).toBe('free')
    const [session] = await sessionsOf(ctx)
    expect(await finishCheckout(ctx, session?.id ?? '')).toBe('paid')
    expect(await planNow(ctx)).toBe('pro')
  })

  it('is found by the nightly comparison when nobody comes back and the server died meanwhile', async () => {
    const ctx = await createPerson()
    const { url } = await startCheckout(ctx, WISH)
    await payOn(url)
    // A server that starts anew knows nothing but what is in the database.
    delete (globalThis as { numinaConverging?: unknown }).numinaConverging
    await reconcile()
    expect(await planNow(ctx)).toBe('pro')
    expect((await reconcile())?.drift).toEqual([])
  })

  it('of two checkouts at once is one: the other one’s page takes no money', async () => {
    const ctx = await createPerson()
    const [a, b] = [await startCheckout(ctx, WISH), await startCheckout(ctx, { ...WISH, interval: 'year' })]
    await Promise.all([payOn(a.url), payOn(b.url)])
    await converge(await customerOf(ctx))
    const { data } = await stripe.subscriptions.list({ customer: await customerOf(ctx) })
    expect(data).toHaveLength(1)
    expect(await planNow(ctx)).toBe('pro')
  })
})
