import { redeem } from '../../billing/amounts/discounts.ts'
import { type Change, changeSubscription } from '../../billing/change.ts'
import { periodOf } from '../../billing/items.ts'
import { assertTaxable } from '../../billing/subscribe.ts'
import { invalid } from '../../core/errors.ts'
import { mergeMetadata, type Subscription } from '../../core/objects.ts'
import { choice, emptyable, flag, group, many, need, or, type Params, text, whole } from '../../core/shape.ts'
import type { World } from '../../core/world.ts'
import { automaticTax, discounts, MOST_QUANTITY, metadata } from '../shapes.ts'
import { changeBehavior, owned, proration, settings, trialSettings } from './subscription-params.ts'

export const itemChange = group({
  id: text(),
  price: text(),
  quantity: whole(0, MOST_QUANTITY),
  deleted: flag(),
  ...metadata,
})
export const details = group({
  comment: text(),
  feedback: choice(
    'customer_service',
    'low_quality',
    'missing_features',
    'other',
    'switched_service',
    'too_complex',
    'too_expensive',
    'unused',
  ),
})
export const updating = {
  automatic_tax: automaticTax,
  billing_cycle_anchor: choice('now', 'unchanged'),
  cancel_at: emptyable(whole(0)),
  cancel_at_period_end: flag(),
  cancellation_details: details,
  default_payment_method: text(),
  description: text(500),
  discounts: many(discounts, 20),
  items: many(itemChange, 20),
  ...metadata,
  off_session: flag(),
  pause_collection: emptyable(
    group({ behavior: need(choice('keep_as_draft', 'mark_uncollectible', 'void')), resumes_at: whole(0) }),
  ),
  payment_behavior: changeBehavior,
  payment_settings: settings,
  proration_behavior: proration,
  proration_date: whole(0),
  trial_end: or('now', whole(0)),
  trial_settings: trialSettings,
}
export type SubscriptionUpdate = Params<typeof updating>

/** `POST /v1/subscriptions/:id`, also for the portal and for previews */
export function updateSubscription(world: World, params: SubscriptionUpdate, id: string): Subscription {
  const before = world.store.get('subscription', id)
  if (before.ended_at) {
    const harmless = Object.keys(params).every((name) => ['metadata', 'cancellation_details'].includes(name))
    if (!harmless)
      throw invalid('A canceled subscription can only update its cancellation_details and metadata.', {
        code: 'resource_missing',
      })
  }
  const settled = world.update('subscription', withFields(world, before, params))
  if (!params.items && params.trial_end === undefined && params.billing_cycle_anchor !== 'now') return settled
  const change: Change = {
    items: params.items,
    proration: params.proration_behavior,
    prorationDate: params.proration_date,
    anchor: params.billing_cycle_anchor,
    trialEnd: params.trial_end,
    behavior: params.payment_behavior,
    offSession: params.off_session,
  }
  return changeSubscription(world, settled, change)
}

function withFields(world: World, before: Subscription, params: SubscriptionUpdate): Subscription {
  const now = world.timeOf(before.customer)
  const ends = params.cancel_at_period_end
  const { end } = periodOf(before)
  if (typeof params.cancel_at === 'number' && params.cancel_at <= now)
    throw invalid('cancel_at must be in the future.', { param: 'cancel_at' })
  if (params.automatic_tax?.enabled) assertTaxable(world.store.get('customer', before.customer))
  const cancelAt =
    ends === true
      ? end
      : ends === false || params.cancel_at === null
        ? null
        : (params.cancel_at ?? before.cancel_at)
  const item = before.items.data[0]
  const holder = {
    customer: before.customer,
    subscription: before.id,
    amount: item?.price.unit_amount ?? 0,
    currency: before.currency,
  }
  return {
    ...before,
    automatic_tax: params.automatic_tax
      ? { ...before.automatic_tax, enabled: params.automatic_tax.enabled ?? false }
      : before.automatic_tax,
    cancel_at: cancelAt,
    cancel_at_period_end: ends ?? (params.cancel_at === undefined ? before.cancel_at_period_end : false),
    canceled_at: before.ended_at ? before.canceled_at : cancelAt ? (before.canceled_at ?? now) : null,
    cancellation_details: {
      feedback_option: null,
      comment:
        params.cancellation_details?.comment ??
        (cancelAt || before.ended_at ? (before.cancellation_details?.comment ?? null) : null),
      feedback:
        params.cancellation_details?.feedback ??
        (cancelAt || before.ended_at ? (before.cancellation_details?.feedback ?? null) : null),
      reason: before.ended_at
        ? (before.cancellation_details?.reason ?? null)
        : cancelAt
          ? 'cancellation_requested'
          : null,
    },
    default_payment_method:
      params.default_payment_method === undefined
        ? before.default_payment_method
        : params.default_payment_method
          ? owned(world, params.default_payment_method, before.customer)
          : null,
    description: params.description === undefined ? before.description : params.description || null,
    discounts: params.discounts
      ? redeem(world, params.discounts, holder).map((each) => each.id)
      : before.discounts,
    metadata: mergeMetadata(before.metadata, params.metadata),
    pause_collection:
      params.pause_collection === undefined
        ? before.pause_collection
        : params.pause_collection && {
            behavior: params.pause_collection.behavior,
            resumes_at: params.pause_collection.resumes_at ?? null,
          },
    payment_settings: params.payment_settings?.save_default_payment_method
      ? {
          payment_method_options: null,
          payment_method_types: null,
          save_default_payment_method: params.payment_settings.save_default_payment_method,
        }
      : before.payment_settings,
    trial_settings: params.trial_settings
      ? { end_behavior: { billing_cycle_anchor: null, ...params.trial_settings.end_behavior } }
      : before.trial_settings,
  }
}
