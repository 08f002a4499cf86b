import { post } from '../../core/api.ts'
import { invalid } from '../../core/errors.ts'
import { newId } from '../../core/ids.ts'
import { nothing, type PortalSession } from '../../core/objects.ts'
import { choice, group, many, need, type Params, text, whole } from '../../core/shape.ts'
import type { World } from '../../core/world.ts'
import { MOST_QUANTITY } from '../shapes.ts'
import { defaultOf } from './portal-configurations.ts'

const flow = group({
  after_completion: group({
    redirect: group({ return_url: need(text()) }),
    type: need(choice('portal_homepage', 'redirect')),
  }),
  subscription_cancel: group({ subscription: need(text()) }),
  subscription_update: group({ subscription: need(text()) }),
  subscription_update_confirm: group({
    items: need(many(group({ id: need(text()), price: text(), quantity: whole(0, MOST_QUANTITY) }), 1)),
    subscription: need(text()),
  }),
  type: need(
    choice(
      'payment_method_update',
      'subscription_cancel',
      'subscription_update',
      'subscription_update_confirm',
    ),
  ),
})
const opening = {
  configuration: text(),
  customer: need(text()),
  flow_data: flow,
  locale: text(10),
  return_url: text(),
}

function open(world: World, params: Params<typeof opening>): PortalSession {
  const customer = world.store.get('customer', params.customer, 'customer')
  const configuration = params.configuration
    ? world.store.get('billing_portal.configuration', params.configuration, 'configuration')
    : defaultOf(world)
  if (!configuration.active) throw invalid('This configuration is inactive.', { param: 'configuration' })
  const named = params.flow_data
  for (const part of [
    named?.subscription_cancel,
    named?.subscription_update,
    named?.subscription_update_confirm,
  ])
    if (part && world.store.get('subscription', part.subscription, 'flow_data').customer !== customer.id)
      throw invalid(`No such subscription: '${part.subscription}'`, {
        code: 'resource_missing',
        param: 'flow_data',
      })
  const id = newId('bps')
  return world.create('billing_portal.session', {
    id,
    object: 'billing_portal.session',
    configuration: configuration.id,
    created: world.timeOf(customer.id),
    customer: customer.id,
    flow: flowOf(params),
    livemode: false,
    locale: (params.locale as PortalSession['locale']) ?? null,
    return_url: params.return_url ?? configuration.default_return_url,
    url: `${world.base}/p/session/${id}`,
    ...nothing('customer_account', 'on_behalf_of'),
  })
}

function flowOf({ flow_data: given }: Params<typeof opening>): PortalSession['flow'] {
  if (!given) return null
  const {
    after_completion: after,
    subscription_cancel: cancel,
    subscription_update: update,
    subscription_update_confirm: confirm,
  } = given
  return {
    after_completion: {
      hosted_confirmation: null,
      redirect: after?.redirect ?? null,
      type: after?.type ?? 'portal_homepage',
    },
    customer_update: null,
    subscription_cancel: cancel ? { retention: null, subscription: cancel.subscription } : null,
    subscription_pause: null,
    subscription_update: update ?? null,
    subscription_update_confirm: confirm
      ? {
          discounts: null,
          items: confirm.items.map(({ id, price, quantity }) => ({
            id,
            price: price ?? null,
            ...(quantity !== undefined && { quantity }),
          })),
          subscription: confirm.subscription,
        }
      : null,
    type: given.type,
  }
}

export const portalSessions = [
  post('/v1/billing_portal/sessions', 'BillingPortal.SessionCreateParams', opening, open),
]
