import type Stripe from 'stripe'

/** @returns the item of a subscription that has seats: what is paid as one goes is an item of its own */
export const seatItemOf = ({ items }: Stripe.Subscription): Stripe.SubscriptionItem | undefined =>
  items.data.find(({ price }) => price.recurring?.usage_type !== 'metered')
