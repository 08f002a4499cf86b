import type Stripe from 'stripe'
import type { Interval } from '../schema'

/** How a price is found again: it may be replaced, the key stays. */
export const lookupKeyOf = (plan: string, interval: Interval): string => `numina_${plan}_${interval}`
export const productIdOf = (plan: string): string => `numina_${plan}`

/** Of a pack's product and of its price. */
export const packKeyOf = (pack: string): string => `numina_pack_${pack}`

/** The product of messages that are paid as one goes. */
export const EXTRA_PRODUCT = 'numina_extra'
/** What the meter of these messages calls them. */
export const EXTRA_EVENT = 'numina_extra_messages'
/** Of their price; all items of a subscription are billed at the same intervals. */
export const extraKeyOf = (interval: Interval): string => `${EXTRA_PRODUCT}_${interval}`

/** @returns which plan a price is for; null for one that is none of ours */
export function planOfPrice(price: Pick<Stripe.Price, 'metadata' | 'product'> | undefined): string | null {
  const product = typeof price?.product === 'string' ? price.product : price?.product.id
  if (price?.metadata['numina_plan']) return price.metadata['numina_plan']
  return product?.startsWith('numina_') ? product.slice('numina_'.length) : null
}
