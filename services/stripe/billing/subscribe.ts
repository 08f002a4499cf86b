import { invalid } from '../core/errors.ts'
import { newId } from '../core/ids.ts'
import { type Customer, nothing, type Subscription } from '../core/objects.ts'
import type { World } from '../core/world.ts'
import { declineError } from '../payments/intents.ts'
import { createSetup } from '../payments/setup.ts'
import { type DiscountRequest, redeem } from './amounts/discounts.ts'
import { nextEnd } from './amounts/periods.ts'
import { amountOf, isMetered } from './amounts/prices.ts'
import { type Collected, collectInvoice } from './collect.ts'
import { draftInvoice } from './invoices.ts'
import { commonTerms, type ItemRequest, itemList, newItem, subscribablePrice } from './items.ts'
import { itemLine } from './lines.ts'

export type NewSubscription = {
  customer: Customer
  items: ItemRequest[]
  currency?: string | null | undefined
  metadata?: Record<string, string> | undefined
  description?: string | null | undefined
  method?: string | null | undefined
  trialDays?: number | undefined
  trialEnd?: number | 'now' | undefined
  missingMethod?: 'cancel' | 'create_invoice' | 'pause' | undefined
  discounts?: DiscountRequest[] | undefined
  discountIds?: string[] | undefined
  automaticTax?: boolean | undefined
  cancelAtPeriodEnd?: boolean | undefined
  cancelAt?: number | undefined
  anchor?: number | undefined
  behavior?: 'allow_incomplete' | 'default_incomplete' | 'error_if_incomplete' | undefined
  savesMethod?: boolean | undefined
  offSession?: boolean | undefined
  returnUrl?: string | undefined
}

/** @throws StripeError when Stripe Tax would not know where the customer is */
export function assertTaxable(customer: Customer): void {
  if (customer.address?.country) return
  throw invalid(
    "The customer's location isn't recognized. Set a valid customer address in order to automatically calculate tax.",
    {
      code: 'customer_tax_location_invalid',
      param: 'automatic_tax[enabled]',
    },
  )
}

/** Begins a subscription: its first invoice is paid at once, or it waits for that, or for the end of its trial. */
export function subscribe(
  world: World,
  wanted: NewSubscription,
): { subscription: Subscription; collected: Collected } {
  const subscription = draftSubscription(world, wanted)
  world.create('subscription', subscription)
  const { start, end } = {
    start: subscription.created,
    end: subscription.items.data[0]?.current_period_end ?? subscription.created,
  }
  const lines = subscription.items.data
    .filter(({ price }) => !isMetered(price))
    .map((item) => itemLine(world, subscription, item, { start, end }))
  const invoice = draftInvoice(world, {
    customer: world.store.get('customer', wanted.customer.id),
    subscription,
    reason: 'subscription_create',
    currency: subscription.currency,
    lines,
    period: { start, end: start },
  })
  world.store.put('subscription', { ...subscription, latest_invoice: invoice.id })
  const collected = collectInvoice(world, invoice, {
    method: wanted.method,
    offSession: wanted.offSession ?? false,
    attempt: wanted.behavior !== 'default_incomplete',
    returnUrl: wanted.returnUrl ?? null,
  })
  if (wanted.behavior === 'error_if_incomplete' && collected.outcome !== 'succeeded') throw refusal(collected)
  askForCard(world, subscription.id)
  return { subscription: world.store.get('subscription', subscription.id), collected }
}

/** A 402 that leaves nothing behind. */
export function refusal({ intent }: Collected) {
  const error = intent ? declineError(intent) : null
  return invalid(
    error?.message ?? 'This customer has no attached payment source or default payment method.',
    {
      code: error?.details.code ?? 'resource_missing',
    },
    402,
  )
}

function draftSubscription(world: World, wanted: NewSubscription): Subscription {
  const { customer } = wanted
  const now = world.timeOf(customer.id)
  const id = newId('sub')
  if (wanted.automaticTax) assertTaxable(customer)
  const prices = wanted.items.map(({ price }, at) => subscribablePrice(world, price, `items[${at}][price]`))
  const { currency, recurring } = commonTerms(prices, wanted.currency?.toLowerCase())
  if (customer.currency && customer.currency !== currency)
    throw invalid(
      `You cannot combine currencies on a single customer. This customer has had a subscription, coupon, or invoice item with currency ${customer.currency}`,
      { param: 'currency' },
    )
  world.update('customer', { ...customer, currency })
  const trialEnd =
    wanted.trialEnd === 'now'
      ? null
      : (wanted.trialEnd ?? (wanted.trialDays ? now + wanted.trialDays * 86_400 : null))
  if (trialEnd !== null && trialEnd <= now)
    throw invalid('Invalid timestamp: must be an integer Unix timestamp in the future.', {
      param: 'trial_end',
    })
  const anchor = wanted.anchor ?? trialEnd ?? now
  const end =
    trialEnd ?? (wanted.anchor && wanted.anchor > now ? wanted.anchor : nextEnd(now, recurring, now))
  const items = wanted.items.map(({ quantity, metadata }, at) =>
    newItem(
      prices[at] as (typeof prices)[number],
      quantity,
      { subscription: id, start: now, end, created: now },
      metadata,
    ),
  )
  const owes =
    !trialEnd &&
    items.some((item) => !isMetered(item.price) && amountOf(item.price, item.quantity ?? 1, currency) > 0)
  const amount = items.reduce(
    (sum, item) => sum + (isMetered(item.price) ? 0 : amountOf(item.price, item.quantity ?? 1, currency)),
    0,
  )
  const discounts = redeem(world, wanted.discounts ?? [], {
    customer: customer.id,
    subscription: id,
    amount,
    currency,
  })
  return {
    id,
    object: 'subscription',
    automatic_tax: {
      disabled_reason: null,
      enabled: wanted.automaticTax ?? false,
      liability: wanted.automaticTax ? { type: 'self' } : null,
    },
    billing_cycle_anchor: anchor,
    billing_mode: { flexible: { proration_discounts: 'included' }, type: 'flexible' },
    billing_schedules: [],
    cancel_at: wanted.cancelAt ?? (wanted.cancelAtPeriodEnd ? end : null),
    cancel_at_period_end: wanted.cancelAtPeriodEnd ?? false,
    canceled_at: null,
    cancellation_details: nothing('comment', 'feedback', 'feedback_option', 'reason'),
    collection_method: 'charge_automatically',
    created: now,
    currency,
    customer: customer.id,
    default_payment_method: wanted.method ?? null,
    default_tax_rates: [],
    description: wanted.description || null,
    discounts: [...discounts.map((each) => each.id), ...(wanted.discountIds ?? [])],
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: { type: 'self' },
    },
    items: itemList(id, items),
    livemode: false,
    metadata: wanted.metadata ?? {},
    payment_settings: {
      payment_method_options: null,
      payment_method_types: null,
      save_default_payment_method: wanted.savesMethod ? 'on_subscription' : 'off',
    },
    start_date: now,
    status: trialEnd ? 'trialing' : owes ? 'incomplete' : 'active',
    test_clock: customer.test_clock ?? null,
    trial_end: trialEnd,
    trial_settings: {
      end_behavior: {
        missing_payment_method: wanted.missingMethod ?? 'create_invoice',
        billing_cycle_anchor: null,
      },
    },
    trial_start: trialEnd ? now : null,
    ...nothing(
      'application',
      'application_fee_percent',
      'billing_cycle_anchor_config',
      'billing_thresholds',
      'customer_account',
    ),
    ...nothing(
      'days_until_due',
      'default_source',
      'ended_at',
      'latest_invoice',
      'managed_payments',
      'next_pending_invoice_item_invoice',
    ),
    ...nothing(
      'on_behalf_of',
      'pause_collection',
      'pending_invoice_item_interval',
      'pending_setup_intent',
      'pending_update',
      'schedule',
    ),
    ...nothing('transfer_data'),
  }
}

/** A trial without a card asks for one. */
function askForCard(world: World, id: string): void {
  const subscription = world.store.get('subscription', id)
  const customer = world.store.get('customer', subscription.customer)
  if (
    subscription.status !== 'trialing' ||
    subscription.default_payment_method ||
    customer.invoice_settings.default_payment_method
  )
    return
  const setup = createSetup(world, { customer: customer.id })
  world.store.put('subscription', { ...subscription, pending_setup_intent: setup.id })
}
