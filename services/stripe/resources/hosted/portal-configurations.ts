import { get, post } from '../../core/api.ts'
import { newId } from '../../core/ids.ts'
import { page, paging } from '../../core/list.ts'
import { mergeMetadata, type PortalConfiguration } from '../../core/objects.ts'
import { choice, flag, group, many, need, type Params, text } from '../../core/shape.ts'
import type { World } from '../../core/world.ts'
import { metadata } from '../shapes.ts'

const reasons = choice(
  'customer_service',
  'low_quality',
  'missing_features',
  'other',
  'switched_service',
  'too_complex',
  'too_expensive',
  'unused',
)
const proration = choice('always_invoice', 'create_prorations', 'none')
const features = group({
  customer_update: group({
    allowed_updates: many(choice('address', 'email', 'name', 'phone', 'shipping', 'tax_id')),
    enabled: flag(),
  }),
  invoice_history: group({ enabled: need(flag()) }),
  payment_method_update: group({ enabled: need(flag()) }),
  subscription_cancel: group({
    cancellation_reason: group({ enabled: need(flag()), options: many(reasons) }),
    enabled: flag(),
    mode: choice('at_period_end', 'immediately'),
    proration_behavior: proration,
  }),
  subscription_update: group({
    default_allowed_updates: many(choice('price', 'promotion_code', 'quantity')),
    enabled: flag(),
    products: many(group({ prices: need(many(text())), product: need(text()) })),
    proration_behavior: proration,
  }),
})
const configuring = {
  business_profile: group({ headline: text(60), privacy_policy_url: text(), terms_of_service_url: text() }),
  default_return_url: text(),
  features,
  ...metadata,
  name: text(),
}
type Configuring = Params<typeof configuring>
type Features = PortalConfiguration['features']

const OPEN: Features = {
  customer_update: { allowed_updates: ['email', 'name', 'address', 'tax_id'], enabled: true },
  invoice_history: { enabled: true },
  payment_method_update: { enabled: true, payment_method_configuration: null },
  subscription_cancel: {
    cancellation_reason: {
      enabled: true,
      feedback_options: [],
      options: ['too_expensive', 'missing_features', 'unused', 'other'],
    },
    enabled: true,
    mode: 'at_period_end',
    proration_behavior: 'none',
  },
  subscription_pause: {
    duration: { end_behavior: 'resume', max_interval: 'month', max_interval_count: 1 } as never,
    enabled: false,
  },
  subscription_update: {
    billing_cycle_anchor: null,
    default_allowed_updates: [],
    enabled: false,
    products: [],
    proration_behavior: 'create_prorations',
    schedule_at_period_end: { conditions: [] },
    trial_update_behavior: 'end_trial',
  },
}
/** What is not named in a new configuration is off. */
const CLOSED: Features = {
  ...OPEN,
  customer_update: { allowed_updates: [], enabled: false },
  invoice_history: { enabled: false },
  payment_method_update: { enabled: false, payment_method_configuration: null },
  subscription_cancel: {
    ...OPEN.subscription_cancel,
    cancellation_reason: { enabled: false, feedback_options: [], options: [] },
    enabled: false,
  },
}

function merged(world: World, before: Features, given: Configuring['features']): Features {
  for (const [at, { prices }] of (given?.subscription_update?.products ?? []).entries())
    for (const price of prices)
      world.store.get('price', price, `features[subscription_update][products][${at}][prices]`)
  const { subscription_update: update, subscription_cancel: cancel } = given ?? {}
  return {
    ...before,
    customer_update: { ...before.customer_update, ...defined(given?.customer_update) },
    invoice_history: { ...before.invoice_history, ...defined(given?.invoice_history) },
    payment_method_update: { ...before.payment_method_update, ...defined(given?.payment_method_update) },
    subscription_cancel: {
      ...before.subscription_cancel,
      ...defined(
        cancel && {
          enabled: cancel.enabled,
          mode: cancel.mode,
          proration_behavior: cancel.proration_behavior,
        },
      ),
      ...(cancel?.cancellation_reason && {
        cancellation_reason: {
          enabled: cancel.cancellation_reason.enabled,
          feedback_options: [],
          options: cancel.cancellation_reason.options ?? [],
        },
      }),
    },
    subscription_update: {
      ...before.subscription_update,
      ...defined(
        update && {
          enabled: update.enabled,
          default_allowed_updates: update.default_allowed_updates,
          proration_behavior: update.proration_behavior,
        },
      ),
      ...(update?.products && {
        products: update.products.map((each) => ({
          ...each,
          adjustable_quantity: { enabled: true, maximum: null, minimum: 1 },
        })),
      }),
    },
  }
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> }
const defined = <T extends object>(given: T | undefined): Partial<Defined<T>> =>
  Object.fromEntries(Object.entries(given ?? {}).filter(([, value]) => value !== undefined)) as Partial<
    Defined<T>
  >

function configure(
  world: World,
  params: Configuring,
  base: Features,
  isDefault: boolean,
): PortalConfiguration {
  const now = world.now()
  return world.create('billing_portal.configuration', {
    id: newId('bpc'),
    object: 'billing_portal.configuration',
    active: true,
    application: null,
    business_profile: profileOf(params),
    created: now,
    default_return_url: params.default_return_url || null,
    features: merged(world, base, params.features),
    is_default: isDefault,
    livemode: false,
    login_page: { enabled: false, url: null },
    metadata: mergeMetadata({}, params.metadata),
    name: params.name || null,
    updated: now,
  })
}

const profileOf = ({ business_profile: profile }: Configuring) => ({
  headline: profile?.headline || null,
  privacy_policy_url: profile?.privacy_policy_url || null,
  terms_of_service_url: profile?.terms_of_service_url || null,
})

function reconfigure(
  world: World,
  params: Configuring & { active?: boolean | undefined },
  id: string,
): PortalConfiguration {
  const before = world.store.get('billing_portal.configuration', id)
  return world.update('billing_portal.configuration', {
    ...before,
    active: params.active ?? before.active,
    business_profile: params.business_profile
      ? { ...before.business_profile, ...defined(params.business_profile) }
      : before.business_profile,
    default_return_url:
      params.default_return_url === undefined ? before.default_return_url : params.default_return_url || null,
    features: merged(world, before.features, params.features),
    metadata: mergeMetadata(before.metadata, params.metadata),
    name: params.name === undefined ? before.name : params.name || null,
  })
}

/** The configuration for whoever names none, made when it is first needed. */
export function defaultOf(world: World): PortalConfiguration {
  const [found] = world.store.all('billing_portal.configuration', ({ is_default: is }) => is)
  return found ?? configure(world, {}, OPEN, true)
}

const path = '/v1/billing_portal/configurations'
export const portalConfigurations = [
  post(
    path,
    'BillingPortal.ConfigurationCreateParams',
    { ...configuring, features: need(features) },
    (world, params) => configure(world, params, CLOSED, false),
  ),
  get(
    path,
    'BillingPortal.ConfigurationListParams',
    { ...paging, active: flag(), is_default: flag() },
    ({ store }, params) =>
      page(
        store.all(
          'billing_portal.configuration',
          (each) =>
            (params.active === undefined || each.active === params.active) &&
            (params.is_default === undefined || each.is_default === params.is_default),
        ),
        params,
        path,
      ),
  ),
  get(`${path}/:id`, 'BillingPortal.ConfigurationRetrieveParams', {}, ({ store }, _params, [id = '']) =>
    store.get('billing_portal.configuration', id),
  ),
  post(
    `${path}/:id`,
    'BillingPortal.ConfigurationUpdateParams',
    { ...configuring, active: flag() },
    (world, params, [id = '']) => reconfigure(world, params, id),
  ),
]
