import { couponIsValid } from '../../billing/amounts/discounts.ts'
import { del, get, post } from '../../core/api.ts'
import { invalid } from '../../core/errors.ts'
import { newId, randomText } from '../../core/ids.ts'
import { created, page, paging } from '../../core/list.ts'
import { type Coupon, mergeMetadata, nothing, type PromotionCode } from '../../core/objects.ts'
import { choice, decimal, flag, group, many, need, type Params, text, whole } from '../../core/shape.ts'
import type { World } from '../../core/world.ts'
import { metadata } from '../shapes.ts'

const creating = {
  amount_off: whole(1),
  applies_to: group({ products: need(many(text())) }),
  currency: text(3),
  duration: choice('forever', 'once', 'repeating'),
  duration_in_months: whole(1, 36),
  id: text(200),
  max_redemptions: whole(1),
  ...metadata,
  name: text(40),
  percent_off: decimal(),
  redeem_by: whole(0),
}

function create(world: World, params: Params<typeof creating>): Coupon {
  const percent = params.percent_off === undefined ? null : Number(params.percent_off)
  if ((percent === null) === (params.amount_off === undefined))
    throw invalid('Specify either percent_off or amount_off.', {
      param: 'percent_off',
      code: 'parameter_missing',
    })
  if (percent !== null && (percent <= 0 || percent > 100))
    throw invalid('percent_off must be greater than 0 and at most 100.', { param: 'percent_off' })
  if (params.amount_off !== undefined && !params.currency)
    throw invalid('You must pass currency when passing amount_off', {
      param: 'currency',
      code: 'parameter_missing',
    })
  if ((params.duration === 'repeating') !== (params.duration_in_months !== undefined))
    throw invalid('duration_in_months goes with duration=repeating.', { param: 'duration_in_months' })
  const id = params.id || randomText(8)
  if (world.store.find('coupon', id))
    throw invalid('Coupon already exists.', { code: 'resource_already_exists', param: 'id' })
  const coupon: Coupon = {
    id,
    object: 'coupon',
    amount_off: params.amount_off ?? null,
    ...(params.applies_to && { applies_to: params.applies_to }),
    created: world.now(),
    currency: params.currency?.toLowerCase() ?? null,
    duration: params.duration ?? 'once',
    duration_in_months: params.duration_in_months ?? null,
    livemode: false,
    max_redemptions: params.max_redemptions ?? null,
    metadata: mergeMetadata({}, params.metadata),
    name: params.name || null,
    percent_off: percent,
    redeem_by: params.redeem_by ?? null,
    times_redeemed: 0,
    valid: true,
  }
  return world.create('coupon', { ...coupon, valid: couponIsValid(coupon, world.now()) })
}

export const coupons = [
  post('/v1/coupons', 'CouponCreateParams', creating, create),
  get('/v1/coupons', 'CouponListParams', { ...paging, ...created }, ({ store }, params) =>
    page(store.all('coupon'), params, '/v1/coupons'),
  ),
  get('/v1/coupons/:id', 'CouponRetrieveParams', {}, ({ store }, _params, [id = '']) =>
    store.get('coupon', id),
  ),
  post(
    '/v1/coupons/:id',
    'CouponUpdateParams',
    { ...metadata, name: text(40) },
    (world, params, [id = '']) => {
      const coupon = world.store.get('coupon', id)
      return world.update('coupon', {
        ...coupon,
        name: params.name ?? coupon.name,
        metadata: mergeMetadata(coupon.metadata, params.metadata),
      })
    },
  ),
  del('/v1/coupons/:id', 'CouponDeleteParams', {}, (world, _params, [id = '']) =>
    world.remove('coupon', world.store.get('coupon', id)),
  ),
]

const promoting = {
  active: flag(),
  code: text(500),
  customer: text(),
  expires_at: whole(0),
  max_redemptions: whole(1),
  ...metadata,
  promotion: need(group({ coupon: text(), type: need(choice('coupon')) })),
  restrictions: group({
    first_time_transaction: flag(),
    minimum_amount: whole(0),
    minimum_amount_currency: text(3),
  }),
}

function promote(world: World, params: Params<typeof promoting>): PromotionCode {
  const coupon = world.store.get('coupon', params.promotion.coupon ?? '', 'promotion[coupon]')
  if (params.customer) world.store.get('customer', params.customer, 'customer')
  const code = params.code || randomText(8).toUpperCase()
  if (!/^[\w-]+$/.test(code))
    throw invalid('A promotion code has letters, digits and dashes only.', { param: 'code' })
  const taken = world.store.all(
    'promotion_code',
    (each) => each.active && each.code.toUpperCase() === code.toUpperCase(),
  )
  if (taken.length > 0)
    throw invalid('An active promotion code with this code already exists.', {
      param: 'code',
      code: 'resource_already_exists',
    })
  return world.create('promotion_code', {
    id: newId('promo'),
    object: 'promotion_code',
    active: params.active ?? true,
    code,
    created: world.now(),
    customer: params.customer ?? null,
    expires_at: params.expires_at ?? null,
    livemode: false,
    max_redemptions: params.max_redemptions ?? null,
    metadata: mergeMetadata({}, params.metadata),
    promotion: { coupon: coupon.id, type: 'coupon' },
    restrictions: {
      first_time_transaction: params.restrictions?.first_time_transaction ?? false,
      minimum_amount: params.restrictions?.minimum_amount ?? null,
      minimum_amount_currency: params.restrictions?.minimum_amount_currency ?? null,
    },
    times_redeemed: 0,
    ...nothing('customer_account'),
  })
}

const listing = { ...paging, ...created, active: flag(), code: text(), coupon: text(), customer: text() }

export const promotionCodes = [
  post('/v1/promotion_codes', 'PromotionCodeCreateParams', promoting, promote),
  get('/v1/promotion_codes', 'PromotionCodeListParams', listing, ({ store }, params) =>
    page(
      store.all(
        'promotion_code',
        ({ active, code, customer, promotion }) =>
          (params.active === undefined || active === params.active) &&
          (!params.code || code.toUpperCase() === params.code.toUpperCase()) &&
          (!params.coupon || promotion.coupon === params.coupon) &&
          (!params.customer || customer === params.customer),
      ),
      params,
      '/v1/promotion_codes',
    ),
  ),
  get('/v1/promotion_codes/:id', 'PromotionCodeRetrieveParams', {}, ({ store }, _params, [id = '']) =>
    store.get('promotion_code', id),
  ),
  post(
    '/v1/promotion_codes/:id',
    'PromotionCodeUpdateParams',
    { active: flag(), ...metadata },
    (world, params, [id = '']) => {
      const code = world.store.get('promotion_code', id)
      return world.update('promotion_code', {
        ...code,
        active: params.active ?? code.active,
        metadata: mergeMetadata(code.metadata, params.metadata),
      })
    },
  ),
]
