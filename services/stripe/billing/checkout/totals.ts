import type { CheckoutSession, Coupon, Customer, LineItem, LocalCheckout } from '../../core/objects.ts'
import type { World } from '../../core/world.ts'
import { appliesTo, reductions } from '../amounts/discounts.ts'
import { amountOf, isMetered } from '../amounts/prices.ts'
import { type Taxed, taxOn } from '../amounts/tax.ts'
import { productName } from '../lines.ts'

const sum = (amounts: number[]): number => amounts.reduce((total, amount) => total + amount, 0)

/** The coupon a session will use. */
export function couponOf(world: World, plan: LocalCheckout): Coupon | undefined {
  const promotion = world.store.find('promotion_code', plan.promotionCode)
  return world.store.find('coupon', promotion?.promotion.coupon ?? plan.coupon)
}

/**
 * A session with its lines and sums as they are for what is known of the customer.
 * @param payer who is about to pay, when the session has no customer yet
 */
export function checkoutTotals(world: World, session: CheckoutSession, payer?: Customer): CheckoutSession {
  const plan = world.store.get('local.checkout', session.id)
  const currency = session.currency
  if (!currency) return session
  const customer = payerOf(world, session, payer)
  const prices = plan.lines.map((line) => world.store.get('price', line.price))
  const inTrial =
    session.mode === 'subscription' &&
    Boolean(plan.subscription.trial_period_days ?? plan.subscription.trial_end)
  const amounts = plan.lines.map((line, at) => {
    const price = prices[at] as (typeof prices)[number]
    return isMetered(price) || (inTrial && price.recurring) ? 0 : amountOf(price, line.quantity, currency)
  })
  const coupon = couponOf(world, plan)
  const off = coupon
    ? reductionsOf(
        coupon,
        prices.map(({ product }) => product),
        amounts,
        currency,
      )
    : amounts.map(() => 0)
  const taxes = amounts.map((amount, at) =>
    session.automatic_tax.enabled && customer
      ? taxOn(world, customer, amount - (off[at] ?? 0), prices[at]?.tax_behavior ?? null)
      : null,
  )
  const data = plan.lines.map((line, at): LineItem => {
    const [amount, discount, tax] = [amounts[at] ?? 0, off[at] ?? 0, taxes[at]]
    return {
      id: line.id,
      object: 'item',
      adjustable_quantity: line.adjustable ? { enabled: true, ...line.adjustable } : null,
      amount_discount: discount,
      amount_subtotal: amount,
      amount_tax: tax?.amount ?? 0,
      amount_total: amount - discount + (tax?.tax_behavior === 'exclusive' ? tax.amount : 0),
      currency,
      description: prices[at] ? productName(world, prices[at]) : '',
      metadata: {},
      price: prices[at] ?? null,
      quantity: line.quantity,
    }
  })
  return {
    ...session,
    amount_subtotal: sum(data.map((line) => line.amount_subtotal)),
    amount_total: sum(data.map((line) => line.amount_total)),
    line_items: {
      object: 'list',
      data,
      has_more: false,
      url: `/v1/checkout/sessions/${session.id}/line_items`,
    },
    discounts: coupon ? [{ coupon: coupon.id, promotion_code: plan.promotionCode }] : null,
    total_details: {
      amount_discount: sum(off),
      amount_shipping: 0,
      amount_tax: sum(data.map((line) => line.amount_tax)),
    },
    automatic_tax: {
      ...session.automatic_tax,
      status: session.automatic_tax.enabled
        ? customer?.address?.country
          ? 'complete'
          : 'requires_location_inputs'
        : null,
    },
  }
}

/** Who pays, as far as is known: somebody new has but the address they entered. */
function payerOf(world: World, session: CheckoutSession, payer: Customer | undefined): Taxed | undefined {
  const entered = session.customer_details?.address
  const customer = payer ?? world.store.find('customer', session.customer)
  if (customer) return customer.address?.country || !entered ? customer : { ...customer, address: entered }
  return entered ? { id: '', address: entered, tax_exempt: 'none' } : undefined
}

function reductionsOf(coupon: Coupon, products: string[], amounts: number[], currency: string): number[] {
  const chosen = amounts.map((amount, at) => (appliesTo(coupon, products[at]) ? amount : 0))
  return reductions(coupon, chosen, currency)
}
