import { expireCheckout } from '../../billing/checkout/attempt.ts'
import { checkoutTotals } from '../../billing/checkout/totals.ts'
import { get, post } from '../../core/api.ts'
import { newId } from '../../core/ids.ts'
import { created, page, paging } from '../../core/list.ts'
import { type CheckoutSession, mergeMetadata, nothing } from '../../core/objects.ts'
import { choice, text } from '../../core/shape.ts'
import type { World } from '../../core/world.ts'
import { metadata } from '../shapes.ts'
import { assertSound, cannot, discountOf, linesOf, type NewSession, sessionShape } from './checkout-params.ts'

function create(world: World, params: NewSession): CheckoutSession {
  assertSound(world, params)
  const { currency } = linesOf(world, params)
  const id = newId('cs_test')
  const now = world.timeOf(params.customer)
  const customer = params.customer ? world.store.get('customer', params.customer) : null
  if (currency && customer?.currency && params.mode === 'subscription' && customer.currency !== currency)
    throw cannot(
      `You cannot combine currencies on a single customer. This customer has had a subscription, coupon, or invoice item with currency ${customer.currency}`,
      'currency',
    )
  world.store.put('local.checkout', {
    id,
    object: 'local.checkout',
    lines: (params.line_items ?? []).map(({ price, quantity = 1, adjustable_quantity: adjustable }) => ({
      id: newId('li'),
      price,
      quantity,
      adjustable: adjustable?.enabled
        ? { minimum: adjustable.minimum ?? 1, maximum: adjustable.maximum ?? 99 }
        : null,
    })),
    subscription: {
      trial_period_days: params.subscription_data?.trial_period_days,
      trial_end: params.subscription_data?.trial_end,
      metadata: params.subscription_data?.metadata,
      description: params.subscription_data?.description,
    },
    trialEnd: params.subscription_data?.trial_settings?.end_behavior.missing_payment_method ?? null,
    payment: params.payment_intent_data ?? {},
    setup: params.setup_intent_data ?? {},
    ...discountOf(world, params),
    taxIds: params.tax_id_collection?.enabled ?? false,
    savesAddress: params.customer_update?.address === 'auto' || !customer,
  })
  const session: CheckoutSession = {
    id,
    object: 'checkout.session',
    allow_promotion_codes: params.allow_promotion_codes ?? null,
    amount_subtotal: null,
    amount_total: null,
    automatic_tax: {
      enabled: params.automatic_tax?.enabled ?? false,
      liability: null,
      provider: null,
      status: null,
    },
    billing_address_collection: params.billing_address_collection ?? null,
    cancel_url: params.cancel_url ?? null,
    client_reference_id: params.client_reference_id ?? null,
    created: now,
    currency,
    custom_fields: [],
    custom_text: nothing('after_submit', 'shipping_address', 'submit', 'terms_of_service_acceptance'),
    customer: customer?.id ?? null,
    customer_creation:
      params.mode === 'payment'
        ? params.invoice_creation?.enabled
          ? 'always'
          : (params.customer_creation ?? 'if_required')
        : customer
          ? null
          : 'always',
    customer_details: customer
      ? {
          ...nothing('business_name', 'individual_name', 'tax_ids'),
          address: customer.address ?? null,
          email: customer.email,
          name: customer.name ?? null,
          phone: customer.phone ?? null,
          tax_exempt: customer.tax_exempt ?? 'none',
        }
      : null,
    customer_email: params.customer_email ?? null,
    expires_at: params.expires_at ?? now + 86_400,
    invoice_creation:
      params.mode === 'payment'
        ? {
            enabled: params.invoice_creation?.enabled ?? false,
            invoice_data: {
              metadata: params.invoice_creation?.invoice_data?.metadata ?? {},
              description: params.invoice_creation?.invoice_data?.description ?? null,
              ...nothing('account_tax_ids', 'custom_fields', 'footer', 'issuer', 'rendering_options'),
            },
          }
        : null,
    livemode: false,
    locale: (params.locale as CheckoutSession['locale']) ?? null,
    metadata: mergeMetadata({}, params.metadata),
    mode: params.mode,
    payment_method_collection:
      params.mode === 'subscription'
        ? (params.payment_method_collection ?? 'always')
        : params.mode === 'payment'
          ? 'if_required'
          : 'always',
    payment_method_options: { card: { request_three_d_secure: 'automatic' } },
    payment_method_types: ['card'],
    payment_status: 'unpaid',
    phone_number_collection: { enabled: false },
    shipping_options: [],
    status: 'open',
    submit_type: params.submit_type ?? null,
    success_url: params.success_url ?? null,
    tax_id_collection: { enabled: params.tax_id_collection?.enabled ?? false, required: 'never' },
    total_details: params.mode === 'setup' ? null : { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page',
    url: `${world.base}/c/pay/${id}`,
    ...nothing(
      'adaptive_pricing',
      'after_expiration',
      'allowed_payment_method_types',
      'client_secret',
      'collected_information',
      'consent',
    ),
    ...nothing(
      'consent_collection',
      'currency_conversion',
      'customer_account',
      'discounts',
      'integration_identifier',
      'invoice',
    ),
    ...nothing(
      'managed_payments',
      'origin_context',
      'payment_intent',
      'payment_link',
      'payment_method_configuration_details',
      'permissions',
    ),
    ...nothing(
      'recovered_from',
      'saved_payment_method_options',
      'setup_intent',
      'shipping_address_collection',
      'shipping_cost',
    ),
    ...nothing('subscription', 'wallet_options'),
  }
  world.store.put('checkout.session', session)
  const whole = checkoutTotals(world, session)
  world.store.put('checkout.session', whole)
  return whole
}

const path = '/v1/checkout/sessions'
const listing = {
  ...paging,
  ...created,
  customer: text(),
  payment_intent: text(),
  status: choice('complete', 'expired', 'open'),
  subscription: text(),
}

export const checkoutSessions = [
  post(path, 'Checkout.SessionCreateParams', sessionShape, create),
  get(path, 'Checkout.SessionListParams', listing, ({ store }, params) =>
    page(
      store.all(
        'checkout.session',
        (session) =>
          (!params.customer || session.customer === params.customer) &&
          (!params.payment_intent || session.payment_intent === params.payment_intent) &&
          (!params.status || session.status === params.status) &&
          (!params.subscription || session.subscription === params.subscription),
      ),
      params,
      path,
    ),
  ),
  get(`${path}/:id`, 'Checkout.SessionRetrieveParams', {}, ({ store }, _params, [id = '']) =>
    store.get('checkout.session', id),
  ),
  post(`${path}/:id`, 'Checkout.SessionUpdateParams', metadata, (world, params, [id = '']) => {
    const session = world.store.get('checkout.session', id)
    const after = { ...session, metadata: mergeMetadata(session.metadata, params.metadata) }
    world.store.put('checkout.session', after)
    return after
  }),
  post(`${path}/:id/expire`, 'Checkout.SessionExpireParams', {}, (world, _params, [id = '']) =>
    expireCheckout(world, world.store.get('checkout.session', id)),
  ),
  get(
    `${path}/:id/line_items`,
    'Checkout.SessionListLineItemsParams',
    paging,
    ({ store }, params, [id = '']) =>
      page(store.get('checkout.session', id).line_items?.data ?? [], params, `${path}/${id}/line_items`),
  ),
]
