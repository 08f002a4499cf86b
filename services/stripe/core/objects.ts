import type Stripe from 'stripe'

/** A field as it travels: references are ids, decimals are text. */
type Field<V> = string extends V
  ? Exclude<V, object>
  : V extends Stripe.Decimal
    ? string
    : V extends readonly (infer E)[]
      ? Field<E>[]
      : V extends object
        ? Wire<V>
        : V
/** One of Stripe's objects as it travels, unexpanded. */
export type Wire<T> = { [K in keyof T]: Field<T[K]> }

export type Address = {
  city: string | null
  country: string | null
  line1: string | null
  line2: string | null
  postal_code: string | null
  state: string | null
}
export type Customer = Wire<Stripe.Customer>
export type Product = Wire<Stripe.Product>
export type Price = Wire<Stripe.Price>
export type Coupon = Wire<Stripe.Coupon>
export type PromotionCode = Wire<Stripe.PromotionCode>
export type Discount = Wire<Stripe.Discount>
export type Subscription = Wire<Stripe.Subscription>
export type SubscriptionItem = Wire<Stripe.SubscriptionItem>
export type Invoice = Wire<Stripe.Invoice>
export type InvoiceLine = Wire<Stripe.InvoiceLineItem>
export type InvoiceItem = Wire<Stripe.InvoiceItem>
export type InvoicePayment = Wire<Stripe.InvoicePayment>
export type PaymentMethod = Wire<Stripe.PaymentMethod>
export type PaymentIntent = Wire<Stripe.PaymentIntent>
export type SetupIntent = Wire<Stripe.SetupIntent>
export type Charge = Wire<Stripe.Charge>
export type Refund = Wire<Stripe.Refund>
export type Dispute = Wire<Stripe.Dispute>
export type CheckoutSession = Wire<Stripe.Checkout.Session>
export type LineItem = Wire<Stripe.LineItem>
export type PortalSession = Wire<Stripe.BillingPortal.Session>
export type PortalConfiguration = Wire<Stripe.BillingPortal.Configuration>
export type WebhookEndpoint = Wire<Stripe.WebhookEndpoint>
export type TestClock = Wire<Stripe.TestHelpers.TestClock>
export type Meter = Wire<Stripe.Billing.Meter>
export type MeterEvent = Wire<Stripe.Billing.MeterEvent>
export type TaxId = Wire<Stripe.TaxId>
/** An event; its object is whatever the event tells of. */
export type StripeEvent = {
  id: string
  object: 'event'
  api_version: string
  created: number
  data: { object: unknown; previous_attributes?: Record<string, unknown> }
  livemode: false
  pending_webhooks: number
  request: { id: string | null; idempotency_key: string | null }
  type: string
}

/** A card's number, which Stripe never shows, and whether its owner has allowed payments without them. */
export type LocalCard = {
  id: string
  object: 'local.card'
  number: string
  setUp: boolean
  /** Once it is set up, everything is paid with it. */
  becomesDefault?: boolean
}
/** What a checkout session was made with and only its completion needs. */
export type LocalCheckout = {
  id: string
  object: 'local.checkout'
  lines: {
    id: string
    price: string
    quantity: number
    adjustable: { minimum: number; maximum: number } | null
  }[]
  subscription: {
    trial_period_days?: number | undefined
    trial_end?: number | undefined
    metadata?: Record<string, string> | undefined
    description?: string | undefined
  }
  trialEnd: 'cancel' | 'create_invoice' | 'pause' | null
  payment: {
    metadata?: Record<string, string> | undefined
    description?: string | undefined
    setup_future_usage?: 'off_session' | 'on_session' | undefined
  }
  setup: { metadata?: Record<string, string> | undefined; subscription?: string | undefined }
  coupon: string | null
  promotionCode: string | null
  taxIds: boolean
  savesAddress: boolean
}
/** An event on its way to an endpoint. */
export type Delivery = {
  id: string
  object: 'local.delivery'
  event: string
  endpoint: string
  attempts: number
  due: number
}
/** An answer that is given again when a request comes with the same key. */
export type Remembered = {
  id: string
  object: 'local.answer'
  request: string
  status: number
  body: string
  at: number
}
/** What the stand-in knows about itself. */
export type Numbers = { id: string; object: 'local.numbers'; next: number }
/** A meter's event with what is needed to sum it up. */
export type LocalUsage = MeterEvent & { id: string }

/** Everything that is kept, by the name in `object`. */
export type Objects = {
  customer: Customer
  product: Product
  price: Price
  coupon: Coupon
  promotion_code: PromotionCode
  discount: Discount
  subscription: Subscription
  invoice: Invoice
  invoiceitem: InvoiceItem
  invoice_payment: InvoicePayment
  payment_method: PaymentMethod
  payment_intent: PaymentIntent
  setup_intent: SetupIntent
  charge: Charge
  refund: Refund
  dispute: Dispute
  'checkout.session': CheckoutSession
  'billing_portal.session': PortalSession
  'billing_portal.configuration': PortalConfiguration
  webhook_endpoint: WebhookEndpoint
  'test_helpers.test_clock': TestClock
  'billing.meter': Meter
  'billing.meter_event': LocalUsage
  tax_id: TaxId
  event: StripeEvent
  'local.card': LocalCard
  'local.checkout': LocalCheckout
  'local.delivery': Delivery
  'local.answer': Remembered
  'local.numbers': Numbers
}
export type Kind = keyof Objects

/** Fields that are there and empty. */
export const nothing = <const K extends string>(...names: K[]) =>
  Object.fromEntries(names.map((name) => [name, null])) as Record<K, null>

/** Metadata after a request: empty texts take keys away, an empty map takes all. */
export function mergeMetadata(
  before: Record<string, string> | null | undefined,
  change: Record<string, string> | undefined,
): Record<string, string> {
  if (change === undefined) return { ...before }
  if (Object.keys(change).length === 0) return {}
  return Object.fromEntries(Object.entries({ ...before, ...change }).filter(([, value]) => value !== ''))
}
