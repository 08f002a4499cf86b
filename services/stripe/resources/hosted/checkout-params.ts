import { couponIsValid, promotionProblem } from '../../billing/amounts/discounts.ts'
import { rateIn } from '../../billing/amounts/prices.ts'
import { commonTerms, subscribablePrice } from '../../billing/items.ts'
import { invalid } from '../../core/errors.ts'
import type { Price } from '../../core/objects.ts'
import { choice, flag, group, many, need, type Params, text, whole } from '../../core/shape.ts'
import { realNow, type World } from '../../core/world.ts'
import { automaticTax, metadata } from '../shapes.ts'

const line = group({
  adjustable_quantity: group({ enabled: need(flag()), maximum: whole(1, 999_999), minimum: whole(0) }),
  price: need(text()),
  quantity: whole(0, 999_999),
})
export const sessionShape = {
  allow_promotion_codes: flag(),
  automatic_tax: automaticTax,
  billing_address_collection: choice('auto', 'required'),
  cancel_url: text(),
  client_reference_id: text(200),
  currency: text(3),
  customer: text(),
  customer_creation: choice('always', 'if_required'),
  customer_email: text(800),
  customer_update: group({ address: choice('auto', 'never'), name: choice('auto', 'never') }),
  discounts: many(group({ coupon: text(), promotion_code: text() }), 1),
  expires_at: whole(0),
  invoice_creation: group({
    enabled: need(flag()),
    invoice_data: group({ description: text(1500), ...metadata }),
  }),
  line_items: many(line),
  locale: text(10),
  ...metadata,
  mode: need(choice('payment', 'setup', 'subscription')),
  payment_intent_data: group({
    description: text(),
    ...metadata,
    setup_future_usage: choice('off_session', 'on_session'),
  }),
  payment_method_collection: choice('always', 'if_required'),
  allowed_payment_method_types: many(choice('card')),
  setup_intent_data: group({ description: text(), ...metadata }),
  subscription_data: group({
    billing_mode: group({ type: need(choice('flexible')) }),
    description: text(500),
    ...metadata,
    trial_end: whole(0),
    trial_period_days: whole(1, 730),
    trial_settings: group({
      end_behavior: need(
        group({ missing_payment_method: need(choice('cancel', 'create_invoice', 'pause')) }),
      ),
    }),
  }),
  submit_type: choice('auto', 'book', 'donate', 'pay', 'subscribe'),
  success_url: text(),
  tax_id_collection: group({ enabled: need(flag()) }),
  ui_mode: choice('hosted_page'),
}
export type NewSession = Params<typeof sessionShape>

export const cannot = (message: string, param: string) =>
  invalid(message, { param, code: 'parameter_invalid' })

/** Reads the lines and what they are asked in. @throws StripeError when they do not go together */
export function linesOf(world: World, params: NewSession): { prices: Price[]; currency: string | null } {
  const lines = params.line_items ?? []
  if (params.mode === 'setup') {
    if (lines.length > 0) throw cannot('You can not pass `line_items` in `setup` mode.', 'line_items')
    return { prices: [], currency: params.currency ?? null }
  }
  if (lines.length === 0)
    throw invalid('Missing required param: line_items.', { code: 'parameter_missing', param: 'line_items' })
  const prices = lines.map(({ price }, at) => world.store.get('price', price, `line_items[${at}][price]`))
  for (const [at, price] of prices.entries()) {
    const quantity = lines[at]?.quantity
    const metered = price.recurring?.usage_type === 'metered'
    if (!price.active)
      throw cannot(
        'The price specified is inactive. This field only accepts active prices.',
        `line_items[${at}][price]`,
      )
    if (metered && quantity !== undefined)
      throw cannot(
        'Quantity should not be specified where usage_type is `metered`.',
        `line_items[${at}][quantity]`,
      )
    if (!metered && !quantity)
      throw invalid('Quantity is required.', {
        code: 'parameter_missing',
        param: `line_items[${at}][quantity]`,
      })
    if (params.mode === 'payment' && price.recurring)
      throw cannot(
        'You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.',
        'line_items',
      )
  }
  const currency = (params.currency ?? prices[0]?.currency ?? 'usd').toLowerCase()
  for (const price of prices) rateIn(price, currency)
  const recurring = prices.filter((price) => price.recurring)
  if (params.mode === 'subscription') {
    if (recurring.length === 0)
      throw cannot(
        'You must provide at least one recurring price in `subscription` mode when using prices.',
        'line_items',
      )
    for (const [at, price] of recurring.entries())
      subscribablePrice(world, price.id, `line_items[${at}][price]`)
    commonTerms(recurring, currency)
  }
  return { prices, currency }
}

/** @throws StripeError when the parameters do not go together */
export function assertSound(world: World, params: NewSession): void {
  const { mode, customer } = params
  if (!params.success_url)
    throw invalid('Missing required param: success_url.', { code: 'parameter_missing', param: 'success_url' })
  for (const name of ['success_url', 'cancel_url'] as const)
    if (params[name] && !URL.canParse(params[name]))
      throw invalid('Not a valid URL', { param: name, code: 'url_invalid' })
  if (customer && params.customer_email)
    throw cannot('You may only specify one of these parameters: customer, customer_email.', 'customer_email')
  if (customer) world.store.get('customer', customer, 'customer')
  if (params.customer_update && !customer)
    throw cannot('`customer_update` can only be used with `customer`.', 'customer_update')
  if (params.subscription_data && mode !== 'subscription')
    throw cannot('You can not pass `subscription_data` unless in `subscription` mode.', 'subscription_data')
  if (params.payment_intent_data && mode !== 'payment')
    throw cannot('You can not pass `payment_intent_data` unless in `payment` mode.', 'payment_intent_data')
  if (params.invoice_creation && mode !== 'payment')
    throw cannot('You can not pass `invoice_creation` unless in `payment` mode.', 'invoice_creation')
  if (params.setup_intent_data && mode !== 'setup')
    throw cannot('You can not pass `setup_intent_data` unless in `setup` mode.', 'setup_intent_data')
  if (params.allow_promotion_codes && params.discounts)
    throw cannot(
      'You may only specify one of these parameters: allow_promotion_codes, discounts.',
      'allow_promotion_codes',
    )
  if (params.tax_id_collection?.enabled && customer && params.customer_update?.name !== 'auto')
    throw cannot(
      'Tax ID collection requires updating business name on the customer. Set `customer_update[name]` to `auto`.',
      'customer_update',
    )
  const known = customer ? world.store.get('customer', customer).address?.country : undefined
  if (params.automatic_tax?.enabled && customer && !known && params.customer_update?.address !== 'auto')
    throw invalid(
      'Automatic tax calculation in Checkout requires a valid address on the Customer. Set `customer_update[address]` to `auto`.',
      { code: 'customer_tax_location_invalid', param: 'customer_update' },
    )
  const now = realNow()
  if (params.expires_at && (params.expires_at < now + 1740 || params.expires_at > now + 86_460))
    throw cannot(
      'The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.',
      'expires_at',
    )
}

/** The discount a session begins with. @throws StripeError when it cannot be used */
export function discountOf(
  world: World,
  params: NewSession,
): { coupon: string | null; promotionCode: string | null } {
  const { coupon, promotion_code: promotion } = params.discounts?.[0] ?? {}
  if (promotion) {
    const code = world.store.get('promotion_code', promotion, 'discounts[0][promotion_code]')
    const problem = promotionProblem(world, code, {
      customer: params.customer ?? null,
      amount: Number.MAX_SAFE_INTEGER,
      currency: params.currency ?? code.restrictions.minimum_amount_currency ?? 'usd',
    })
    if (problem && code.restrictions.minimum_amount === null)
      throw invalid(problem, { param: 'discounts[0][promotion_code]' })
    return { coupon: null, promotionCode: code.id }
  }
  if (!coupon) return { coupon: null, promotionCode: null }
  const found = world.store.get('coupon', coupon, 'discounts[0][coupon]')
  if (!couponIsValid(found, world.timeOf(params.customer)))
    throw invalid(`Coupon ${coupon} is expired or used up.`, {
      code: 'coupon_expired',
      param: 'discounts[0][coupon]',
    })
  return { coupon: found.id, promotionCode: null }
}
