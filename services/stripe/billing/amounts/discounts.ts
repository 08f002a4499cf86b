import { invalid } from '../../core/errors.ts'
import { newId } from '../../core/ids.ts'
import { share } from '../../core/money.ts'
import { type Coupon, type Discount, nothing, type PromotionCode } from '../../core/objects.ts'
import type { World } from '../../core/world.ts'
import { monthsAfter } from './periods.ts'

export type DiscountRequest = {
  coupon?: string | undefined
  promotion_code?: string | undefined
  discount?: string | undefined
}
type Holder = {
  customer: string
  subscription?: string | null
  session?: string | null
  amount: number
  currency: string
}

/** Whether a coupon can still be redeemed. */
export function couponIsValid(coupon: Coupon, now: number): boolean {
  const { redeem_by: until, max_redemptions: most, times_redeemed: used } = coupon
  return !(until && until < now) && !(most && used >= most)
}

/** Whether somebody may use a promotion code. @returns why not */
export function promotionProblem(
  world: World,
  code: PromotionCode,
  holder: Pick<Holder, 'amount' | 'currency'> & { customer: string | null },
): string | null {
  const now = world.timeOf(holder.customer)
  const coupon = world.store.find('coupon', code.promotion.coupon)
  const {
    first_time_transaction: first,
    minimum_amount: least,
    minimum_amount_currency: currency,
  } = code.restrictions
  if (!code.active || !coupon || !couponIsValid(coupon, now)) return 'This code is not valid any more.'
  if (code.expires_at && code.expires_at < now) return 'This code has expired.'
  if (code.max_redemptions && code.times_redeemed >= code.max_redemptions)
    return 'This code has been used up.'
  if (code.customer && code.customer !== holder.customer) return 'This code belongs to somebody else.'
  if (least && (currency !== holder.currency || holder.amount < least))
    return 'The order is too small for this code.'
  if (coupon.amount_off && coupon.currency !== holder.currency && !coupon.currency_options?.[holder.currency])
    return 'This code is for another currency.'
  const paidBefore = world.store.all(
    'invoice',
    (invoice) => invoice.customer === holder.customer && invoice.amount_paid > 0,
  )
  return first && paidBefore.length > 0 ? 'This code is for first orders.' : null
}

/** Redeems coupons and promotion codes. @throws StripeError for one that cannot be used */
export function redeem(world: World, requests: DiscountRequest[], holder: Holder): Discount[] {
  return requests.map((request) => {
    if (request.discount) return world.store.get('discount', request.discount, 'discounts')
    const promotion = request.promotion_code
      ? world.store.get('promotion_code', request.promotion_code, 'discounts[0][promotion_code]')
      : null
    const problem = promotion && promotionProblem(world, promotion, holder)
    if (problem)
      throw invalid(problem, { param: 'discounts[0][promotion_code]', code: 'promotion_code_invalid' })
    const coupon = world.store.get(
      'coupon',
      promotion?.promotion.coupon ?? request.coupon ?? '',
      'discounts[0][coupon]',
    )
    const start = world.timeOf(holder.customer)
    if (!couponIsValid(coupon, start))
      throw invalid(`Coupon ${coupon.id} is expired or used up.`, {
        code: 'coupon_expired',
        param: 'discounts[0][coupon]',
      })
    note(world, coupon, promotion)
    const months = coupon.duration === 'repeating' ? (coupon.duration_in_months ?? 1) : null
    return world.create('discount', {
      id: newId('di'),
      object: 'discount',
      checkout_session: holder.session ?? null,
      customer: holder.customer,
      end: months ? monthsAfter(start, months) : null,
      promotion_code: promotion?.id ?? null,
      source: { coupon: coupon.id, type: 'coupon' },
      start,
      subscription: holder.subscription ?? null,
      ...nothing('customer_account', 'invoice', 'invoice_item', 'subscription_item'),
    })
  })
}

function note(world: World, coupon: Coupon, promotion: PromotionCode | null): void {
  const used = { ...coupon, times_redeemed: coupon.times_redeemed + 1 }
  world.store.put('coupon', { ...used, valid: couponIsValid(used, world.now()) })
  if (promotion)
    world.store.put('promotion_code', { ...promotion, times_redeemed: promotion.times_redeemed + 1 })
}

/** What a coupon takes off each of some amounts; a fixed sum is shared among them. */
export function reductions(coupon: Coupon, amounts: number[], currency: string): number[] {
  const total = amounts.reduce((sum, amount) => sum + amount, 0)
  if (total <= 0) return amounts.map(() => 0)
  if (coupon.percent_off !== null)
    return amounts.map((amount) => share(amount, Math.round((coupon.percent_off as number) * 100), 10_000))
  const fixed =
    coupon.currency === currency ? coupon.amount_off : coupon.currency_options?.[currency]?.amount_off
  const off = Math.min(fixed ?? 0, total)
  let left = off
  return amounts.map((amount, at) => {
    const part = at === amounts.length - 1 ? left : share(off, amount, total)
    left -= part
    return part
  })
}

/** Whether a coupon is for this product. */
export const appliesTo = (coupon: Coupon, product: string | undefined): boolean =>
  !coupon.applies_to || (product !== undefined && coupon.applies_to.products.includes(product))
