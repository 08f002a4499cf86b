import { changeSubscription } from '../../billing/change.ts'
import { del, get, post } from '../../core/api.ts'
import { missing } from '../../core/errors.ts'
import { page, paging } from '../../core/list.ts'
import type { Subscription, SubscriptionItem } from '../../core/objects.ts'
import { choice, need, text, whole } from '../../core/shape.ts'
import type { World } from '../../core/world.ts'
import { MOST_QUANTITY, metadata } from '../shapes.ts'

const billing = {
  payment_behavior: choice('allow_incomplete', 'default_incomplete', 'error_if_incomplete'),
  proration_behavior: choice('create_prorations', 'always_invoice', 'none'),
  proration_date: whole(0),
}

function find(world: World, id: string): { subscription: Subscription; item: SubscriptionItem } {
  for (const subscription of world.store.all('subscription', ({ ended_at }) => !ended_at)) {
    const item = subscription.items.data.find((each) => each.id === id)
    if (item) return { subscription, item }
  }
  throw missing('subscription_item', id)
}

export const subscriptionItems = [
  post(
    '/v1/subscription_items',
    'SubscriptionItemCreateParams',
    {
      ...billing,
      ...metadata,
      price: need(text()),
      quantity: whole(0, MOST_QUANTITY),
      subscription: need(text()),
    },
    (world, params) => {
      const subscription = world.store.get('subscription', params.subscription, 'subscription')
      const { price, quantity, metadata: given } = params
      const after = changeSubscription(world, subscription, {
        items: [{ price, quantity, metadata: given }],
        proration: params.proration_behavior,
        prorationDate: params.proration_date,
        behavior: params.payment_behavior,
      })
      return after.items.data.at(-1)
    },
  ),
  get(
    '/v1/subscription_items',
    'SubscriptionItemListParams',
    { ...paging, subscription: need(text()) },
    ({ store }, params) =>
      page(
        store.get('subscription', params.subscription, 'subscription').items.data,
        params,
        '/v1/subscription_items',
      ),
  ),
  get(
    '/v1/subscription_items/:id',
    'SubscriptionItemRetrieveParams',
    {},
    (world, _params, [id = '']) => find(world, id).item,
  ),
  post(
    '/v1/subscription_items/:id',
    'SubscriptionItemUpdateParams',
    { ...billing, ...metadata, price: text(), quantity: whole(0, MOST_QUANTITY) },
    (world, params, [id = '']) => {
      const { subscription } = find(world, id)
      const { price, quantity, metadata: given } = params
      const after = changeSubscription(world, subscription, {
        items: [{ id, price, quantity, metadata: given }],
        proration: params.proration_behavior,
        prorationDate: params.proration_date,
        behavior: params.payment_behavior,
      })
      return after.items.data.find((item) => item.id === id)
    },
  ),
  del(
    '/v1/subscription_items/:id',
    'SubscriptionItemDeleteParams',
    { proration_behavior: billing.proration_behavior, proration_date: whole(0) },
    (world, params, [id = '']) => {
      const { subscription } = find(world, id)
      changeSubscription(world, subscription, {
        items: [{ id, deleted: true }],
        proration: params.proration_behavior,
        prorationDate: params.proration_date,
      })
      return { id, object: 'subscription_item', deleted: true }
    },
  ),
]
