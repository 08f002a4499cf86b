import { invalid, notSimulated } from '../core/errors.ts'
import { newId } from '../core/ids.ts'
import type { Price, Subscription, SubscriptionItem } from '../core/objects.ts'
import type { World } from '../core/world.ts'
import { isMetered, planOf, rateIn } from './amounts/prices.ts'

export type ItemRequest = {
  price: string
  quantity?: number | undefined
  metadata?: Record<string, string> | undefined
}
type Place = { subscription: string; start: number; end: number; created: number }

/** @throws StripeError for a price that cannot be subscribed to */
export function subscribablePrice(world: World, id: string, param: string): Price {
  const price = world.store.get('price', id, param)
  if (!price.active)
    throw invalid('The price specified is inactive. This field only accepts active prices.', { param })
  if (!price.recurring)
    throw invalid(
      'The price specified is set to `type=one_time` but this field only accepts prices with `type=recurring`.',
      { param },
    )
  return price
}

/** Makes an item of a subscription. @throws StripeError for a quantity where usage is counted */
export function newItem(
  price: Price,
  quantity: number | undefined,
  place: Place,
  metadata: Record<string, string> = {},
  id = newId('si'),
): SubscriptionItem {
  if (isMetered(price) && quantity !== undefined)
    throw invalid('A quantity cannot be set for a metered price.', {
      param: 'items[0][quantity]',
      code: 'parameter_invalid',
    })
  return {
    id,
    object: 'subscription_item',
    billing_thresholds: null,
    created: place.created,
    current_period_end: place.end,
    current_period_start: place.start,
    current_trial: null,
    discounts: [],
    metadata,
    plan: planOf(price),
    price,
    ...(isMetered(price) ? {} : { quantity: quantity ?? 1 }),
    subscription: place.subscription,
    tax_rates: [],
  }
}

/** The currency and interval that some prices share. @throws StripeError when they do not */
export function commonTerms(
  prices: Price[],
  wanted?: string | null,
): { currency: string; recurring: NonNullable<Price['recurring']> } {
  const [first] = prices
  if (!first?.recurring)
    throw invalid('A subscription needs at least one item.', { code: 'parameter_missing', param: 'items' })
  const currency = wanted ?? first.currency
  for (const price of prices) rateIn(price, currency)
  const { recurring } = first
  const differs = prices.some(
    ({ recurring: each }) =>
      each?.interval !== recurring.interval || each?.interval_count !== recurring.interval_count,
  )
  if (differs) throw notSimulated('subscriptions whose items have different intervals', 'items')
  if (new Set(prices.map(({ id }) => id)).size < prices.length)
    throw invalid('Each item of a subscription needs a price of its own.', { param: 'items' })
  return { currency, recurring }
}

export const itemList = (subscription: string, data: SubscriptionItem[]): Subscription['items'] => ({
  object: 'list',
  data,
  has_more: false,
  url: `/v1/subscription_items?subscription=${subscription}`,
})

/** The period its items are in. */
export function periodOf({ items, created }: Subscription): { start: number; end: number } {
  const [item] = items.data
  return { start: item?.current_period_start ?? created, end: item?.current_period_end ?? created }
}
