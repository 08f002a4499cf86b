import type { Invoice, Subscription } from '../core/objects.ts'
import type { World } from '../core/world.ts'
import { nextEnd } from './amounts/periods.ts'
import { isMetered } from './amounts/prices.ts'
import { draftInvoice } from './invoices.ts'
import { itemList, periodOf } from './items.ts'
import { itemLine } from './lines.ts'

/** Ends a period of a subscription and begins the next: a draft invoice for both. @returns null when there is nothing to say */
export function renew(world: World, given: Subscription): Invoice | null {
  const { start, end } = periodOf(given)
  const [first] = given.items.data
  if (!first?.price.recurring) return null
  const trialEnds = given.status === 'trialing'
  const next = nextEnd(given.billing_cycle_anchor, first.price.recurring, end)
  const current: Subscription = trialEnds ? { ...given, status: 'active' } : given
  const used = current.items.data
    .filter(({ price }) => isMetered(price))
    .map((item) => itemLine(world, current, item, { start, end }))
  const ahead = current.items.data
    .filter(({ price }) => !isMetered(price))
    .map((item) => itemLine(world, current, item, { start: end, end: next }))
  const items = current.items.data.map((item) => ({
    ...item,
    current_period_start: end,
    current_period_end: next,
  }))
  const discounts = liveDiscounts(world, current, end)
  const renewed = world.update('subscription', { ...current, items: itemList(current.id, items), discounts })
  const frozen = renewed.status === 'unpaid' || renewed.pause_collection?.behavior === 'keep_as_draft'
  const invoice = draftInvoice(world, {
    customer: world.store.get('customer', current.customer),
    subscription: renewed,
    reason: 'subscription_cycle',
    currency: current.currency,
    lines: [...used, ...ahead],
    period: { start, end },
    autoAdvance: !frozen,
    waits: !frozen,
  })
  world.store.put('subscription', {
    ...world.store.get('subscription', renewed.id),
    latest_invoice: invoice.id,
  })
  return invoice
}

/** The last invoice of a subscription that ends with its period: what was used, and what waits. */
export function lastInvoice(world: World, subscription: Subscription): Invoice | null {
  const { start, end } = periodOf(subscription)
  const metered = subscription.items.data.filter(({ price }) => isMetered(price))
  const lines = metered.map((item) => itemLine(world, subscription, item, { start, end }))
  const waiting = world.store.all(
    'invoiceitem',
    (item) => item.invoice === null && item.parent?.subscription_details?.subscription === subscription.id,
  )
  if (lines.every(({ amount }) => amount === 0) && waiting.length === 0) return null
  const customer = world.store.get('customer', subscription.customer)
  return draftInvoice(world, {
    customer,
    subscription,
    reason: 'subscription_cycle',
    currency: subscription.currency,
    lines,
    period: { start, end },
    waits: true,
  })
}

/** The discounts that still hold: one for a single invoice was used by the first. */
function liveDiscounts(world: World, subscription: Subscription, at: number): string[] {
  return subscription.discounts.filter((id) => {
    const discount = world.store.find('discount', id)
    const coupon = world.store.find('coupon', discount?.source.coupon)
    if (coupon?.duration === 'once')
      return !world.store.all('invoice', ({ discounts, total }) => discounts.includes(id) && total > 0).length
    return discount !== undefined && !(discount.end && discount.end <= at)
  })
}
