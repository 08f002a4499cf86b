import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Stripe from 'stripe'
import { afterAll, beforeAll, expect, vi } from 'vitest'
import { loadContext } from '@/lib/accounts/server'
import type { PersonCtx } from '@/lib/auth/context'
import { findAccount } from '@/lib/billing/accounts/data'
import { syncCatalogue } from '@/lib/billing/catalogue/sync-catalogue'
import { startCheckout } from '@/lib/billing/checkout/start-checkout'
import { planOf } from '@/lib/billing/server'
import { newId } from '@/lib/core/ids'
import { startStripe } from '@/services/stripe/serve'
import { pickFreePort } from '../lib/ports.ts'

/** The Stripe of this machine, asked past Numina. */
export let stripe: Stripe

export const WISH = { plan: 'pro', interval: 'month', currency: 'USD', seats: 1 } as const

/**
 * The tests of this file sell: a Stripe of their own that knows the plans.
 *
 * @param plans what `PLANS` changes of them
 */
export function onStripe(plans?: object): void {
  const dir = mkdtempSync(path.join(tmpdir(), 'stripe-'))
  let local: Awaited<ReturnType<typeof startStripe>>
  vi.stubEnv('STRIPE_SECRET_KEY', 'sk_test_local')
  if (plans) {
    const file = path.join(dir, 'plans.json')
    writeFileSync(file, JSON.stringify(plans))
    vi.stubEnv('PLANS', file)
  }
  beforeAll(async () => {
    const port = await pickFreePort()
    vi.stubEnv('STRIPE_API_BASE', `http://127.0.0.1:${port}`)
    local = await startStripe({ port, dir })
    stripe = new Stripe('sk_test_local', { host: '127.0.0.1', port, protocol: 'http', maxNetworkRetries: 0 })
    await syncCatalogue(stripe, true)
  })
  afterAll(() => local.stop())
}

/** The context of somebody's next request. */
export async function again(ctx: PersonCtx): Promise<PersonCtx> {
  const loaded = await loadContext({ userId: ctx.userId, sessionId: ctx.sessionId }, newId())
  if (!loaded) throw new Error('nobody')
  return loaded
}

/** The plan somebody's next request has. */
export const planNow = async (ctx: PersonCtx): Promise<string> => planOf(await again(ctx)).key

export const customerOf = async (ctx: PersonCtx): Promise<string> =>
  (await findAccount(ctx.workspaceId))?.customerId ?? ''

export const sessionsOf = async (ctx: PersonCtx): Promise<Stripe.Checkout.Session[]> =>
  (await stripe.checkout.sessions.list({ customer: await customerOf(ctx), limit: 100 })).data

/** As the hosted page of a checkout does, with a card of the tests. */
export async function subscribe(
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

/** As a person pays on the hosted page. */
export async function payOn(url: string, cardNumber = '4242424242424242'): Promise<number> {
  const card = { cardNumber, cardExpiry: '12/40', cardCvc: '123', billingName: 'Ada' }
  const body = new URLSearchParams({ ...card, billingCountry: 'FR', action: 'pay' })
  const headers = { origin: new URL(url).origin }
  return (await fetch(url, { method: 'POST', body, redirect: 'manual', headers })).status
}

/** Lets a clock of Stripe's go on to a time, in seconds, and waits until all that falls due until then has happened. */
export async function advanceClock(clock: string, to: number): Promise<void> {
  await stripe.testHelpers.testClocks.advance(clock, { frozen_time: to })
  await expect.poll(async () => (await stripe.testHelpers.testClocks.retrieve(clock)).status).toBe('ready')
}
