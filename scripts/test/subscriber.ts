import type { PersonCtx } from '@/lib/auth/context'
import { converge } from '@/lib/billing/accounts/converge'
import { openAccount } from '@/lib/billing/accounts/data'
import { newId } from '@/lib/core/ids'
import { flushUsage, reserveMessage, settle } from '@/lib/usage/server'
import { createPerson } from './app-database.ts'
import { advanceClock, stripe } from './shop.ts'

const PRO = { key: 'pro', seats: 1, until: null }

/** Somebody who pays for Pro, on a clock that can be moved. */
export async function subscriber({ currency = 'eur', interval = 'month' } = {}) {
  const person = await createPerson()
  const clock = await stripe.testHelpers.testClocks.create({ frozen_time: Math.floor(Date.now() / 1000) })
  const customer = await stripe.customers.create({ email: person.email, test_clock: clock.id })
  const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id })
  await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: card.id } })
  await openAccount(person.workspaceId, person.userId, customer.id)
  const { data } = await stripe.prices.list({ lookup_keys: [`numina_pro_${interval}`] })
  const items = [{ price: data[0]?.id ?? '' }]
  const subscription = await stripe.subscriptions.create({ customer: customer.id, currency, items })
  await converge(customer.id)
  const end = subscription.items.data[0]?.current_period_end ?? 0
  const advance = async (to: number) => {
    await advanceClock(clock.id, to)
    await converge(customer.id)
  }
  return { ctx: { ...person, plan: PRO }, customer: customer.id, subscription, end, advance }
}

/** Uses the plan up, and then so many messages beyond it, all answered. */
export async function use(ctx: PersonCtx, count: number) {
  for (;;) {
    const taken = await reserveMessage(ctx, newId())
    if (taken.paidBy === 'plan') continue
    settle(ctx, null, { ...taken, counts: true })
    count -= 1
    if (count === 0) break
  }
  await flushUsage()
}
