import { ObjectId } from 'mongodb'
import { describe, expect, it } from 'vitest'
import { driverCollection } from '@/lib/platform/db'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { again, customerOf, onStripe, stripe, subscribe } from '@/scripts/test/shop'
import { converge } from '../accounts/converge'
import { listSubscriptions, readRevenue } from '../managing/read-revenue'
import { planOf } from '../plans/read-plans'
import { reconcile } from './reconcile'

onAppDatabase()
onStripe()

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
