import { subscribe } from '../../billing/subscribe.ts'
import { mergeMetadata, type Subscription } from '../../core/objects.ts'
import { flag, group, many, need, or, type Params, text, whole } from '../../core/shape.ts'
import type { World } from '../../core/world.ts'
import { automaticTax, discounts, MOST_QUANTITY, metadata } from '../shapes.ts'
import { behavior, billingMode, owned, proration, settings, trialSettings } from './subscription-params.ts'

export const creating = {
  automatic_tax: automaticTax,
  billing_cycle_anchor: whole(0),
  billing_mode: billingMode,
  cancel_at: whole(0),
  cancel_at_period_end: flag(),
  currency: text(3),
  customer: need(text()),
  default_payment_method: text(),
  description: text(500),
  discounts: many(discounts, 20),
  items: need(many(group({ price: need(text()), quantity: whole(0, MOST_QUANTITY), ...metadata }), 20)),
  ...metadata,
  off_session: flag(),
  payment_behavior: behavior,
  payment_settings: settings,
  proration_behavior: proration,
  trial_end: or('now', whole(0)),
  trial_period_days: whole(1, 730),
  trial_settings: trialSettings,
}

/** `POST /v1/subscriptions` */
export function createSubscription(world: World, params: Params<typeof creating>): Subscription {
  const customer = world.store.get('customer', params.customer, 'customer')
  const method = params.default_payment_method
    ? owned(world, params.default_payment_method, customer.id)
    : null
  return subscribe(world, {
    customer,
    items: params.items,
    currency: params.currency,
    metadata: mergeMetadata({}, params.metadata),
    description: params.description,
    method,
    trialDays: params.trial_period_days,
    trialEnd: params.trial_end,
    missingMethod: params.trial_settings?.end_behavior.missing_payment_method,
    discounts: params.discounts,
    automaticTax: params.automatic_tax?.enabled,
    cancelAtPeriodEnd: params.cancel_at_period_end,
    cancelAt: params.cancel_at,
    anchor: params.billing_cycle_anchor,
    behavior: params.payment_behavior,
    savesMethod: params.payment_settings?.save_default_payment_method === 'on_subscription',
    offSession: params.off_session,
  }).subscription
}
