import type { CheckoutSession, Invoice, LocalCheckout, PaymentIntent } from '../../core/objects.ts'
import type { World } from '../../core/world.ts'
import { redeem } from '../amounts/discounts.ts'
import { amountOf } from '../amounts/prices.ts'
import { linkPayment, settleInvoice } from '../collect.ts'
import { draftInvoice, finalizeInvoice } from '../invoices.ts'
import { addInvoiceItem, lineOfItem, productName } from '../lines.ts'

/** Redeems what a single payment was reduced by. @returns the discounts of its invoice */
export function redeemForPayment(world: World, session: CheckoutSession, plan: LocalCheckout): string[] {
  if (!session.customer || !(plan.promotionCode ?? plan.coupon)) return []
  const request = plan.promotionCode
    ? { promotion_code: plan.promotionCode }
    : { coupon: plan.coupon ?? undefined }
  const [amount, currency] = [session.amount_subtotal ?? 0, session.currency ?? 'usd']
  const holder = { customer: session.customer, session: session.id, amount, currency }
  return redeem(world, [request], holder).map(({ id }) => id)
}

/** The invoice of a single payment: made when the money is there, and paid with it. */
export function invoiceForPayment(
  world: World,
  session: CheckoutSession,
  plan: LocalCheckout,
  intent: PaymentIntent,
  discounts: string[],
): Invoice {
  const customer = world.store.get('customer', session.customer ?? '')
  const now = world.timeOf(customer.id)
  const period = { start: now, end: now }
  const currency = intent.currency
  const { description = null, metadata = {} } = session.invoice_creation?.invoice_data ?? {}
  const draft = draftInvoice(world, {
    customer,
    reason: 'manual',
    currency,
    lines: [],
    period,
    pending: false,
    automaticTax: session.automatic_tax.enabled,
    autoAdvance: false,
    discounts,
    description,
    metadata: metadata ?? {},
  })
  const lines = plan.lines.map((line) => {
    const price = world.store.get('price', line.price)
    const amount = amountOf(price, line.quantity, currency)
    const words = { description: productName(world, price), price, quantity: line.quantity, period }
    return lineOfItem(
      world,
      addInvoiceItem(world, { customer: customer.id, amount, currency, ...words, invoice: draft.id }),
    )
  })
  const open = finalizeInvoice(world, { ...draft, lines: { ...draft.lines, data: lines } }, false)
  linkPayment(world, open, intent)
  return settleInvoice(world, open, intent)
}
