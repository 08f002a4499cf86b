import { type Change, changeSubscription, settleCancellation } from '../billing/change.ts'
import { collectInvoice } from '../billing/collect.ts'
import { redeem } from '../billing/discounts.ts'
import { endSubscription } from '../billing/ending.ts'
import { periodOf } from '../billing/items.ts'
import { renew } from '../billing/renew.ts'
import { expireIncomplete } from '../billing/stopping.ts'
import { assertTaxable, subscribe } from '../billing/subscribe.ts'
import { del, get, post } from '../core/api.ts'
import { invalid } from '../core/errors.ts'
import { created, page, paging } from '../core/list.ts'
import { mergeMetadata, type Subscription } from '../core/objects.ts'
import { choice, emptyable, flag, group, many, need, or, type Params, text, whole } from '../core/shape.ts'
import type { World } from '../core/world.ts'
import { findMethod } from '../payments/methods.ts'
import { search } from './search.ts'
import { automaticTax, discounts, metadata } from './shapes.ts'

const behavior = choice('allow_incomplete', 'default_incomplete', 'error_if_incomplete')
const proration = choice('create_prorations', 'always_invoice', 'none')
const settings = group({ save_default_payment_method: choice('off', 'on_subscription') })
const trialSettings = group({
  end_behavior: need(group({ missing_payment_method: need(choice('cancel', 'create_invoice', 'pause')) })),
})
const billingMode = group({ type: need(choice('flexible')) })

const creating = {
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
  items: need(many(group({ price: need(text()), quantity: whole(0), ...metadata }), 20)),
  ...metadata,
  off_session: flag(),
  payment_behavior: behavior,
  payment_settings: settings,
  proration_behavior: proration,
  trial_end: or('now', whole(0)),
  trial_period_days: whole(1, 730),
  trial_settings: trialSettings,
}

function create(world: World, params: Params<typeof creating>): Subscription {
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

function owned(world: World, id: string, customer: string): string {
  const method = findMethod(world, id, 'default_payment_method')
  if (method.customer === customer) return method.id
  throw invalid(
    `The customer does not have a payment method with the ID ${id}. The payment method must be attached to the customer.`,
    { param: 'default_payment_method', code: 'resource_missing' },
  )
}

export const itemChange = group({
  id: text(),
  price: text(),
  quantity: whole(0),
  deleted: flag(),
  ...metadata,
})
const details = group({
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
const updating = {
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
  payment_behavior: behavior,
  payment_settings: settings,
  proration_behavior: proration,
  proration_date: whole(0),
  trial_end: or('now', whole(0)),
  trial_settings: trialSettings,
}
export type SubscriptionUpdate = Params<typeof updating>

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

const canceling = { cancellation_details: details, invoice_now: flag(), prorate: flag() }

export function cancelSubscription(world: World, params: Params<typeof canceling>, id: string): Subscription {
  const subscription = world.store.get('subscription', id)
  if (subscription.ended_at)
    throw invalid(`No such subscription: '${id}'`, { code: 'resource_missing', param: 'id' }, 404)
  if (subscription.status === 'incomplete') {
    expireIncomplete(world, subscription)
    return world.store.get('subscription', id)
  }
  settleCancellation(world, subscription, {
    prorated: params.prorate ?? false,
    invoiced: params.invoice_now ?? false,
  })
  const current = world.store.get('subscription', id)
  if (current.ended_at) return current
  const { comment = null, feedback = null } = params.cancellation_details ?? {}
  return endSubscription(
    world,
    { ...current, cancellation_details: { comment, feedback, feedback_option: null, reason: null } },
    { reason: 'cancellation_requested' },
  )
}

function resume(world: World, id: string): Subscription {
  const subscription = world.store.get('subscription', id)
  if (subscription.status !== 'paused')
    throw invalid('This subscription is not paused.', { code: 'resource_missing' })
  const now = world.timeOf(subscription.customer)
  const items = subscription.items.data.map((item) => ({
    ...item,
    current_period_start: now,
    current_period_end: now,
  }))
  const active: Subscription = {
    ...subscription,
    status: 'active',
    billing_cycle_anchor: now,
    items: { ...subscription.items, data: items },
  }
  world.store.put('subscription', active)
  world.tell('customer.subscription.resumed', active)
  const invoice = renew(world, active)
  if (invoice) collectInvoice(world, invoice)
  return world.store.get('subscription', id)
}

const listing = {
  ...paging,
  ...created,
  customer: text(),
  price: text(),
  status: choice(
    'active',
    'all',
    'canceled',
    'ended',
    'incomplete',
    'incomplete_expired',
    'past_due',
    'paused',
    'trialing',
    'unpaid',
  ),
  test_clock: text(),
}

function matches(
  subscription: Subscription,
  { customer, price, status, test_clock: clock }: Params<typeof listing>,
): boolean {
  const isEnded = subscription.status === 'canceled' || subscription.status === 'incomplete_expired'
  const hasStatus =
    status === undefined
      ? subscription.status !== 'canceled'
      : status === 'all' || (status === 'ended' ? isEnded : subscription.status === status)
  return (
    hasStatus &&
    (!customer || subscription.customer === customer) &&
    (!price || subscription.items.data.some((item) => item.price.id === price)) &&
    (!clock || subscription.test_clock === clock)
  )
}

export const subscriptions = [
  post('/v1/subscriptions', 'SubscriptionCreateParams', creating, create),
  get('/v1/subscriptions', 'SubscriptionListParams', listing, (world, params) =>
    page(
      world.store.all('subscription', (subscription) => matches(subscription, params)),
      params,
      '/v1/subscriptions',
    ),
  ),
  get(
    '/v1/subscriptions/search',
    'SubscriptionSearchParams',
    { query: need(text()), limit: whole(1, 100), page: text() },
    (world, params) =>
      search(world.store.all('subscription'), params, '/v1/subscriptions/search', [
        'created',
        'status',
        'canceled_at',
      ]),
  ),
  get('/v1/subscriptions/:id', 'SubscriptionRetrieveParams', {}, ({ store }, _params, [id = '']) =>
    store.get('subscription', id),
  ),
  post('/v1/subscriptions/:id', 'SubscriptionUpdateParams', updating, (world, params, [id = '']) =>
    updateSubscription(world, params, id),
  ),
  del('/v1/subscriptions/:id', 'SubscriptionCancelParams', canceling, (world, params, [id = '']) =>
    cancelSubscription(world, params, id),
  ),
  post(
    '/v1/subscriptions/:id/resume',
    'SubscriptionResumeParams',
    { billing_cycle_anchor: choice('now') },
    (world, _params, [id = '']) => resume(world, id),
  ),
]
