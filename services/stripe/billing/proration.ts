import { share } from '../core/money.ts'
import type { Subscription, SubscriptionItem } from '../core/objects.ts'
import type { World } from '../core/world.ts'
import type { Period } from './amounts/periods.ts'
import { showDay } from './amounts/periods.ts'
import { amountOf, isMetered } from './amounts/prices.ts'
import { usageOf } from './amounts/usage.ts'
import { periodOf } from './items.ts'
import { addInvoiceItem, productName } from './lines.ts'

/** Credits the unused time of what goes and charges the remaining time of what comes. */
export function prorate(
  world: World,
  before: Subscription,
  after: SubscriptionItem[],
  rest: Period,
  restarts: boolean,
): void {
  const whole = periodOf(before)
  const add = (item: SubscriptionItem, sign: 1 | -1, words: string) => {
    const full = amountOf(world.store.get('price', item.price.id), item.quantity ?? 1, before.currency)
    const amount = sign * share(full, rest.end - rest.start, whole.end - whole.start)
    addInvoiceItem(world, {
      customer: before.customer,
      amount: amount === 0 ? 0 : amount,
      currency: before.currency,
      description: `${words} on ${item.quantity ?? 1} × ${productName(world, item.price)} after ${showDay(rest.start)}`,
      price: item.price,
      quantity: item.quantity ?? 1,
      period: rest,
      subscription: { id: before.id, item: item.id },
      proration: true,
    })
  }
  const same = (a: SubscriptionItem, b: SubscriptionItem | undefined) =>
    b !== undefined && a.price.id === b.price.id && a.quantity === b.quantity
  for (const item of before.items.data) {
    const kept = after.find(({ id }) => id === item.id)
    if (isMetered(item.price)) {
      if (!kept || kept.price.id !== item.price.id || restarts)
        billUsage(world, before, [item], { start: whole.start, end: rest.start })
    } else if (restarts || !same(item, kept)) add(item, -1, 'Unused time')
  }
  if (restarts) return
  for (const item of after) {
    const was = before.items.data.find(({ id }) => id === item.id)
    if (!isMetered(item.price) && !same(item, was)) add(item, 1, 'Remaining time')
  }
}

/** What was used so far of items that end or begin anew. */
export function billUsage(
  world: World,
  subscription: Subscription,
  items: SubscriptionItem[],
  period: Period,
): void {
  for (const item of items.filter(({ price }) => isMetered(price))) {
    const price = world.store.get('price', item.price.id)
    const quantity = usageOf(world, price, subscription.customer, period)
    if (quantity === 0) continue
    const amount = amountOf(price, quantity, subscription.currency)
    const description = `${quantity} × ${productName(world, price)}`
    addInvoiceItem(world, {
      customer: subscription.customer,
      amount,
      currency: subscription.currency,
      description,
      price,
      quantity,
      period,
      subscription: { id: subscription.id, item: item.id },
    })
  }
}
