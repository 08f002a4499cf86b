import { newId } from '../core/ids.ts'
import type { InvoiceItem, InvoiceLine, Price, Subscription, SubscriptionItem } from '../core/objects.ts'
import { nothing } from '../core/objects.ts'
import type { World } from '../core/world.ts'
import type { Period } from './amounts/periods.ts'
import { amountOf, isMetered } from './amounts/prices.ts'
import { usageOf } from './amounts/usage.ts'

type NewLine = {
  amount: number
  currency: string
  description: string
  price: Price | null
  quantity: number
  period: Period
  parent: InvoiceLine['parent']
  subscription: string | null
  discountable?: boolean
  metadata?: Record<string, string>
}

export const productName = (world: World, price: Price): string =>
  world.store.find('product', price.product)?.name ?? 'Subscription'

const pricingOf = (price: Price | null, unit: string | null): InvoiceLine['pricing'] =>
  price
    ? {
        type: 'price_details',
        price_details: { price: price.id, product: price.product },
        unit_amount_decimal: unit ?? price.unit_amount_decimal,
      }
    : null

function newLine(line: NewLine): InvoiceLine {
  return {
    id: newId('il'),
    object: 'line_item',
    amount: line.amount,
    currency: line.currency,
    description: line.description,
    discount_amounts: [],
    discountable: line.discountable ?? true,
    discounts: [],
    invoice: null,
    livemode: false,
    metadata: line.metadata ?? {},
    parent: line.parent,
    period: line.period,
    pretax_credit_amounts: [],
    pricing: pricingOf(line.price, null),
    quantity: line.quantity,
    quantity_decimal: String(line.quantity),
    subscription: line.subscription,
    subtotal: line.amount,
    taxes: [],
  }
}

const ofItem = (subscription: string, item: string, proration: boolean): InvoiceLine['parent'] => ({
  invoice_item_details: null,
  subscription_item_details: {
    invoice_item: null,
    proration,
    proration_details: { credited_items: null },
    subscription,
    subscription_item: item,
  },
  type: 'subscription_item_details',
})

/** What an item costs in a period: in advance for a quantity, afterwards for what was used. */
export function itemLine(
  world: World,
  subscription: Subscription,
  item: SubscriptionItem,
  period: Period,
): InvoiceLine {
  const price = world.store.get('price', item.price.id)
  const quantity = isMetered(price)
    ? usageOf(world, price, subscription.customer, period)
    : (item.quantity ?? 1)
  const each =
    price.recurring &&
    ` / ${price.recurring.interval_count > 1 ? `${price.recurring.interval_count} ` : ''}${price.recurring.interval}`
  const trial = subscription.status === 'trialing'
  return newLine({
    amount: trial ? 0 : amountOf(price, quantity, subscription.currency),
    currency: subscription.currency,
    description: trial
      ? `Trial period for ${productName(world, price)}`
      : `${quantity} × ${productName(world, price)} (per${each?.slice(2)})`,
    price,
    quantity,
    period,
    parent: ofItem(subscription.id, item.id, false),
    subscription: subscription.id,
  })
}

type NewInvoiceItem = {
  customer: string
  amount: number
  currency: string
  description: string
  price?: Price | null
  quantity?: number
  period: Period
  subscription?: { id: string; item: string } | null
  proration?: boolean
  discountable?: boolean
  metadata?: Record<string, string>
  invoice?: string | null
}

/** Puts something on the customer's next invoice. */
export function addInvoiceItem(world: World, wanted: NewInvoiceItem): InvoiceItem {
  const { price = null, quantity = 1, subscription = null } = wanted
  return world.create('invoiceitem', {
    id: newId('ii'),
    object: 'invoiceitem',
    amount: wanted.amount,
    currency: wanted.currency,
    customer: wanted.customer,
    date: world.timeOf(wanted.customer),
    description: wanted.description,
    discountable: wanted.discountable ?? !wanted.proration,
    discounts: [],
    invoice: wanted.invoice ?? null,
    livemode: false,
    metadata: wanted.metadata ?? {},
    net_amount: wanted.amount,
    parent: subscription
      ? {
          type: 'subscription_details',
          subscription_details: { subscription: subscription.id, subscription_item: subscription.item },
        }
      : null,
    period: wanted.period,
    pricing: pricingOf(price, null),
    proration: wanted.proration ?? false,
    quantity,
    quantity_decimal: String(quantity),
    tax_rates: [],
    test_clock: world.clockOf(wanted.customer),
    ...nothing('customer_account'),
  })
}

/** The line that an invoice item becomes. */
export function lineOfItem(world: World, item: InvoiceItem): InvoiceLine {
  const { subscription = null, subscription_item = null } = item.parent?.subscription_details ?? {}
  const price = world.store.find('price', item.pricing?.price_details?.price) ?? null
  const parent: InvoiceLine['parent'] =
    subscription && subscription_item
      ? {
          invoice_item_details: null,
          subscription_item_details: {
            invoice_item: item.id,
            proration: item.proration,
            proration_details: { credited_items: null },
            subscription,
            subscription_item,
          },
          type: 'subscription_item_details',
        }
      : {
          invoice_item_details: {
            invoice_item: item.id,
            proration: item.proration,
            proration_details: { credited_items: null },
            subscription,
          },
          subscription_item_details: null,
          type: 'invoice_item_details',
        }
  return newLine({
    amount: item.amount,
    currency: item.currency,
    description: item.description ?? '',
    price,
    quantity: item.quantity,
    period: item.period,
    parent,
    subscription,
    discountable: item.discountable,
    metadata: item.metadata ?? {},
  })
}
