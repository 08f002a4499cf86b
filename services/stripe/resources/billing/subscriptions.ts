import { settleCancellation } from '../../billing/change.ts'
import { collectInvoice } from '../../billing/collect.ts'
import { endSubscription } from '../../billing/ending.ts'
import { renew } from '../../billing/renew.ts'
import { expireIncomplete } from '../../billing/stopping.ts'
import { del, get, post } from '../../core/api.ts'
import { invalid } from '../../core/errors.ts'
import { created, page, paging } from '../../core/list.ts'
import type { Subscription } from '../../core/objects.ts'
import { choice, flag, need, type Params, text, whole } from '../../core/shape.ts'
import type { World } from '../../core/world.ts'
import { search } from '../search.ts'
import { createSubscription, creating } from './subscription-create.ts'
import { details, updateSubscription, updating } from './subscription-update.ts'

const canceling = { cancellation_details: details, invoice_now: flag(), prorate: flag() }

/** `DELETE /v1/subscriptions/:id`, also for the portal and for previews */
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
  post('/v1/subscriptions', 'SubscriptionCreateParams', creating, createSubscription),
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
