import { invalid } from '../core/errors.ts'
import type { Invoice, Price, Subscription, SubscriptionItem } from '../core/objects.ts'
import type { World } from '../core/world.ts'
import type { Period } from './amounts/periods.ts'
import { nextEnd } from './amounts/periods.ts'
import { isMetered, planOf } from './amounts/prices.ts'
import { collectInvoice } from './collect.ts'
import { draftInvoice } from './invoices.ts'
import { commonTerms, itemList, newItem, periodOf, subscribablePrice } from './items.ts'
import { itemLine } from './lines.ts'
import { dropPending, pendingOf } from './pending.ts'
import { billUsage, prorate } from './proration.ts'
import { refusal } from './subscribe.ts'

export type ItemChange = {
  id?: string | undefined
  price?: string | undefined
  quantity?: number | undefined
  deleted?: boolean | undefined
  metadata?: Record<string, string> | undefined
}
export type Change = {
  items?: ItemChange[] | undefined
  proration?: 'create_prorations' | 'always_invoice' | 'none' | undefined
  prorationDate?: number | undefined
  anchor?: 'now' | 'unchanged' | undefined
  trialEnd?: number | 'now' | undefined
  behavior?:
    | 'allow_incomplete'
    | 'default_incomplete'
    | 'error_if_incomplete'
    | 'pending_if_incomplete'
    | undefined
  offSession?: boolean | undefined
}

/** Changes the items, the trial or the anchor of a subscription and bills the difference. */
export function changeSubscription(world: World, given: Subscription, change: Change): Subscription {
  const before = dropPending(world, given)
  const now = world.timeOf(before.customer)
  const { start, end } = periodOf(before)
  const at = change.prorationDate ?? now
  if (at < start || at > end)
    throw invalid('Cannot specify proration_date outside of current billing period', {
      param: 'proration_date',
    })
  const items = change.items ? changeItems(world, before, change.items) : before.items.data
  const { recurring } = commonTerms(
    items.map(({ price }) => price),
    before.currency,
  )
  const old = before.items.data[0]?.price.recurring
  const newInterval = old?.interval !== recurring.interval || old?.interval_count !== recurring.interval_count
  const trialEnds = change.trialEnd === 'now' && before.status === 'trialing'
  const restarts = before.status !== 'trialing' ? newInterval || change.anchor === 'now' : trialEnds
  const inTrial = before.status === 'trialing'
  if (!inTrial && change.items && change.proration !== 'none')
    prorate(world, before, items, { start: at, end }, restarts)
  else if (!inTrial && restarts) billUsage(world, before, before.items.data, { start, end: now })

  if (typeof change.trialEnd === 'number')
    return extendTrial(world, { ...before, items: itemList(before.id, items) }, change.trialEnd, now)
  const period = restarts ? { start: now, end: nextEnd(now, recurring, now) } : { start, end }
  const after: Subscription = {
    ...before,
    items: itemList(
      before.id,
      items.map((item) => ({ ...item, current_period_start: period.start, current_period_end: period.end })),
    ),
    ...(restarts && { billing_cycle_anchor: now }),
    ...(before.cancel_at_period_end && { cancel_at: period.end }),
    ...(trialEnds && { status: 'active', trial_end: now }),
  }
  world.update('subscription', after)
  if (restarts) return billChange(world, after, change, { period, before })
  if (change.proration === 'always_invoice' && change.items && !inTrial)
    return billChange(world, after, change, { period: null, before })
  return world.store.get('subscription', after.id)
}

/** Invoices what waits, and a whole period if one begins. */
function billChange(
  world: World,
  subscription: Subscription,
  change: Change,
  { period, before }: { period: Period | null; before: Subscription },
): Subscription {
  const waits = change.behavior === 'pending_if_incomplete'
  const lines = period
    ? subscription.items.data
        .filter(({ price }) => !isMetered(price))
        .map((item) => itemLine(world, subscription, item, period))
    : []
  const now = world.timeOf(subscription.customer)
  const invoice = draftInvoice(world, {
    customer: world.store.get('customer', subscription.customer),
    subscription,
    reason: 'subscription_update',
    currency: subscription.currency,
    lines,
    period: { start: now, end: now },
    autoAdvance: !waits,
  })
  if (invoice.lines.data.length === 0) {
    world.remove('invoice', invoice)
    return subscription
  }
  world.store.put('subscription', { ...subscription, latest_invoice: invoice.id })
  const collected = collectInvoice(world, invoice, {
    offSession: change.offSession ?? false,
    attempt: change.behavior !== 'default_incomplete',
  })
  if (change.behavior === 'error_if_incomplete' && collected.outcome !== 'succeeded') throw refusal(collected)
  if (waits && collected.outcome !== 'succeeded')
    return world.update('subscription', pendingOf(before, subscription, { invoice: invoice.id, now }))
  return world.store.get('subscription', subscription.id)
}

function changeItems(world: World, subscription: Subscription, changes: ItemChange[]): SubscriptionItem[] {
  const { start, end } = periodOf(subscription)
  const items = [...subscription.items.data]
  for (const [at, change] of changes.entries()) {
    if (!change.id) {
      const price = subscribablePrice(world, change.price ?? '', `items[${at}][price]`)
      const place = {
        subscription: subscription.id,
        start,
        end,
        created: world.timeOf(subscription.customer),
      }
      items.push(newItem(price, change.quantity, place, change.metadata))
      continue
    }
    const index = items.findIndex(({ id }) => id === change.id)
    const item = items[index]
    if (!item)
      throw invalid(
        `No such subscription item: '${change.id}'`,
        { code: 'resource_missing', param: `items[${at}][id]` },
        404,
      )
    if (change.deleted) items.splice(index, 1)
    else items[index] = changeItem(world, item, change, at)
  }
  return items
}

function changeItem(world: World, item: SubscriptionItem, change: ItemChange, at: number): SubscriptionItem {
  const price: Price =
    change.price && change.price !== item.price.id
      ? subscribablePrice(world, change.price, `items[${at}][price]`)
      : item.price
  if (isMetered(price) && change.quantity !== undefined)
    throw invalid('A quantity cannot be set for a metered price.', { param: `items[${at}][quantity]` })
  const { quantity: _old, ...rest } = item
  return {
    ...rest,
    metadata: { ...item.metadata, ...change.metadata },
    plan: planOf(price),
    price,
    ...(isMetered(price) ? {} : { quantity: change.quantity ?? item.quantity ?? 1 }),
  }
}

function extendTrial(world: World, subscription: Subscription, end: number, now: number): Subscription {
  if (end <= now)
    throw invalid('Invalid timestamp: must be an integer Unix timestamp in the future.', {
      param: 'trial_end',
    })
  const items = subscription.items.data.map((item) => ({ ...item, current_period_end: end }))
  return world.update('subscription', {
    ...subscription,
    items: itemList(subscription.id, items),
    billing_cycle_anchor: end,
    status: 'trialing',
    trial_end: end,
    trial_start: subscription.trial_start ?? now,
  })
}

/** Ends a subscription at once, with a credit for what was not used and an invoice, as asked. */
export function settleCancellation(
  world: World,
  subscription: Subscription,
  { prorated, invoiced }: { prorated: boolean; invoiced: boolean },
): Invoice | null {
  const now = world.timeOf(subscription.customer)
  const { start, end } = periodOf(subscription)
  if (prorated && subscription.status === 'active')
    prorate(world, subscription, [], { start: now, end }, true)
  else if (invoiced) billUsage(world, subscription, subscription.items.data, { start, end: now })
  if (!invoiced) return null
  const customer = world.store.get('customer', subscription.customer)
  const invoice = draftInvoice(world, {
    customer,
    subscription,
    reason: 'subscription_update',
    currency: subscription.currency,
    lines: [],
    period: { start, end: now },
  })
  if (invoice.lines.data.length > 0) return collectInvoice(world, invoice, { offSession: true }).invoice
  world.remove('invoice', invoice)
  return null
}
