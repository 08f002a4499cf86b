import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { loadContext } from '@/lib/accounts/server'
import { newId } from '@/lib/core/ids'
import { pickFreePort } from '@/scripts/lib/ports'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { startStripe } from '@/services/stripe/serve'
import { converge } from '../accounts/converge'
import { findAccount } from '../accounts/data'
import { syncCatalogue } from '../catalogue/sync-catalogue'
import { planOf } from '../plans/read-plans'
import { readBilling } from '../reading/read-billing'
import { startCheckout } from './start-checkout'

const folder = mkdtempSync(path.join(tmpdir(), 'trial-'))
const plans = path.join(folder, 'plans.json')
writeFileSync(plans, JSON.stringify({ pro: { trialDays: 14 } }))
vi.stubEnv('PLANS', plans)
vi.stubEnv('STRIPE_SECRET_KEY', 'sk_test_local')
onAppDatabase()

let local: Awaited<ReturnType<typeof startStripe>>
let stripe: Stripe

beforeAll(async () => {
  const port = await pickFreePort()
  vi.stubEnv('STRIPE_API_BASE', `http://127.0.0.1:${port}`)
  local = await startStripe({ port, dir: folder })
  stripe = new Stripe('sk_test_local', { host: '127.0.0.1', port, protocol: 'http', maxNetworkRetries: 0 })
  await syncCatalogue(stripe, true)
})
afterAll(() => local.stop())

const PRO = { plan: 'pro', interval: 'month', currency: 'USD', seats: 1 } as const

/** As a person pays on the hosted page. */
async function payOn(url: string): Promise<Response> {
  const card = { cardNumber: '4242424242424242', cardExpiry: '12/40', cardCvc: '123', billingName: 'Ada' }
  const body = new URLSearchParams({ ...card, billingCountry: 'US', action: 'pay' })
  return fetch(url, { method: 'POST', body, redirect: 'manual', headers: { origin: new URL(url).origin } })
}

describe('a plan that can be tried', () => {
  it('is there at once, costs nothing at first, and is tried once', async () => {
    const ctx = await createPerson()
    const { url } = await startCheckout(ctx, PRO)
    expect((await payOn(url)).status).toBe(303)
    const customer = (await findAccount(ctx.workspaceId))?.customerId ?? ''
    await converge(customer)
    const now = await loadContext({ userId: ctx.userId, sessionId: ctx.sessionId }, newId())
    if (!now) throw new Error('nobody')
    expect(planOf(now).key).toBe('pro')
    expect(await readBilling(now)).toMatchObject({ status: 'trialing', paid: 'Pro' })
    const { data } = await stripe.subscriptions.list({ customer })
    const days = ((data[0]?.trial_end ?? 0) * 1000 - Date.now()) / (24 * 60 * 60_000)
    expect(Math.round(days)).toBe(14)
    expect((await stripe.paymentIntents.list({ customer })).data).toEqual([])

    await stripe.subscriptions.cancel(data[0]?.id ?? '')
    const second = await startCheckout(ctx, PRO)
    await payOn(second.url)
    const [again] = (await stripe.subscriptions.list({ customer, status: 'active' })).data
    expect(again).toMatchObject({ status: 'active', trial_end: null })
  })

  it('is the plan that says so, and no other', async () => {
    const ctx = await createPerson()
    const { url } = await startCheckout(ctx, { ...PRO, plan: 'business' })
    await payOn(url)
    const customer = (await findAccount(ctx.workspaceId))?.customerId ?? ''
    expect(await converge(customer)).toMatchObject({ status: 'active', trialEnd: null })
  })
})
