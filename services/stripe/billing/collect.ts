import { invalid } from '../core/errors.ts'
import { newId } from '../core/ids.ts'
import type { Invoice, PaymentIntent, Subscription } from '../core/objects.ts'
import type { World } from '../core/world.ts'
import { cancelIntent, confirmIntent, createIntent, type Outcome } from '../payments/intents.ts'
import { endSubscription } from './ending.ts'
import { finalizeInvoice, subscriptionOf } from './invoices.ts'
import { itemList } from './items.ts'

const DAY = 86_400
/** A renewal that fails is tried again after 1, 3 and 7 days. */
const RETRY_AFTER = [1 * DAY, 2 * DAY, 4 * DAY]

type How = {
  method?: string | null | undefined
  offSession?: boolean
  attempt?: boolean
  returnUrl?: string | null
}
export type Collected = { invoice: Invoice; outcome: Outcome | 'waiting'; intent: PaymentIntent | null }

/** The card an invoice is paid with unless another is named. */
export function methodFor(world: World, invoice: Invoice): string | null {
  const subscription = subscriptionOf(world, invoice)
  const customer = world.store.find('customer', invoice.customer)
  return (
    invoice.default_payment_method ??
    subscription?.default_payment_method ??
    customer?.invoice_settings.default_payment_method ??
    null
  )
}

/** Finalizes an invoice if it is a draft and takes its money. */
export function collectInvoice(world: World, given: Invoice, how: How = {}): Collected {
  const invoice = given.status === 'draft' ? finalizeInvoice(world, given) : given
  if (invoice.status !== 'open')
    throw invalid(`Invoice is already ${invoice.status}`, { code: 'invoice_not_editable' })
  if (invoice.amount_remaining === 0)
    return { invoice: markPaid(world, invoice, null), outcome: 'succeeded', intent: null }
  const method = how.method ?? methodFor(world, invoice)
  const open = intentOf(world, invoice) ?? addPayment(world, invoice, method)
  if (how.attempt === false) return { invoice, outcome: 'waiting', intent: open }
  if (!method) return { invoice: noteFailure(world, invoice), outcome: 'declined', intent: open }
  const { intent, outcome } = confirmIntent(world, open, method, {
    offSession: how.offSession ?? false,
    returnUrl: how.returnUrl ?? null,
  })
  return { invoice: settleInvoice(world, invoice, intent), outcome, intent }
}

/** The payment of an invoice that is still to be made. */
function intentOf(world: World, invoice: Invoice): PaymentIntent | undefined {
  const [payment] = world.store.all(
    'invoice_payment',
    (each) => each.invoice === invoice.id && each.status === 'open',
  )
  return world.store.find('payment_intent', payment?.payment.payment_intent)
}

function addPayment(world: World, invoice: Invoice, method: string | null): PaymentIntent {
  const subscription = subscriptionOf(world, invoice)
  const intent = createIntent(world, {
    amount: invoice.amount_remaining,
    currency: invoice.currency,
    customer: invoice.customer,
    method,
    description: subscription ? 'Subscription' : `Invoice ${invoice.number}`,
    setupFutureUse: subscription ? 'off_session' : null,
  })
  linkPayment(world, invoice, intent)
  return intent
}

/** Notes that an invoice is to be paid with a payment. */
export function linkPayment(world: World, invoice: Invoice, intent: PaymentIntent): void {
  world.store.put('invoice_payment', {
    id: newId('inpay'),
    object: 'invoice_payment',
    amount_paid: null,
    amount_requested: invoice.amount_remaining,
    created: intent.created,
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: true,
    livemode: false,
    payment: { payment_intent: intent.id, type: 'payment_intent' },
    status: 'open',
    status_transitions: { canceled_at: null, paid_at: null },
  })
}

/** Takes over into an invoice how its payment stands. */
export function settleInvoice(world: World, invoice: Invoice, intent: PaymentIntent): Invoice {
  if (intent.status === 'succeeded') return markPaid(world, invoice, intent)
  if (intent.status !== 'requires_action') return noteFailure(world, invoice)
  world.tell('invoice.payment_action_required', invoice)
  return noteFailure(world, invoice)
}

function markPaid(world: World, invoice: Invoice, intent: PaymentIntent | null): Invoice {
  const at = world.timeOf(invoice.customer)
  const paid: Invoice = {
    ...invoice,
    amount_paid: invoice.amount_due,
    amount_remaining: 0,
    attempted: true,
    attempt_count: invoice.attempt_count + (intent ? 1 : 0),
    next_payment_attempt: null,
    status: 'paid',
    status_transitions: { ...invoice.status_transitions, paid_at: at },
  }
  world.store.put('invoice', paid)
  for (const payment of world.store.all(
    'invoice_payment',
    (each) => each.invoice === invoice.id && each.status === 'open',
  )) {
    const settled = {
      ...payment,
      amount_paid: payment.amount_requested,
      status: 'paid',
      status_transitions: { canceled_at: null, paid_at: at },
    }
    world.store.put('invoice_payment', settled)
    world.tell('invoice_payment.paid', settled)
  }
  world.tell('invoice.paid', paid)
  world.tell('invoice.payment_succeeded', paid)
  revive(world, paid, intent)
  return paid
}

/** What was waiting for this payment goes on. */
function revive(world: World, invoice: Invoice, intent: PaymentIntent | null): void {
  const subscription = subscriptionOf(world, invoice)
  if (!subscription || subscription.ended_at) return
  const saves =
    subscription.payment_settings?.save_default_payment_method === 'on_subscription' && intent?.payment_method
  const waits =
    ['incomplete', 'past_due', 'unpaid'].includes(subscription.status) &&
    subscription.latest_invoice === invoice.id
  const pending = subscription.latest_invoice === invoice.id ? subscription.pending_update : null
  world.update('subscription', {
    ...subscription,
    ...(saves && { default_payment_method: saves }),
    ...(waits && { status: 'active' }),
    ...(pending?.subscription_items && {
      items: itemList(subscription.id, pending.subscription_items),
      pending_update: null,
    }),
  })
}

function noteFailure(world: World, invoice: Invoice): Invoice {
  const subscription = subscriptionOf(world, invoice)
  const retries =
    subscription !== undefined &&
    invoice.auto_advance &&
    subscription.status !== 'incomplete' &&
    !subscription.ended_at
  const pause = retries ? RETRY_AFTER[invoice.attempt_count] : undefined
  const failed: Invoice = {
    ...invoice,
    attempted: true,
    attempt_count: invoice.attempt_count + 1,
    next_payment_attempt: pause ? world.timeOf(invoice.customer) + pause : null,
  }
  world.store.put('invoice', failed)
  world.tell('invoice.payment_failed', failed)
  if (retries) fallBehind(world, subscription, pause !== undefined)
  return failed
}

function fallBehind(world: World, subscription: Subscription, triesAgain: boolean): void {
  if (triesAgain || world.afterDunning === 'past_due') {
    if (subscription.status === 'active' || subscription.status === 'trialing')
      world.update('subscription', { ...subscription, status: 'past_due' })
  } else if (world.afterDunning === 'unpaid')
    world.update('subscription', { ...subscription, status: 'unpaid' })
  else endSubscription(world, subscription, { reason: 'payment_failed' })
}

/** Takes back the open payment of an invoice that ends otherwise. */
export function dropPayment(world: World, invoice: Invoice): void {
  const intent = intentOf(world, invoice)
  if (intent) cancelIntent(world, intent, 'void_invoice')
  for (const payment of world.store.all(
    'invoice_payment',
    (each) => each.invoice === invoice.id && each.status === 'open',
  ))
    world.store.put('invoice_payment', {
      ...payment,
      status: 'canceled',
      status_transitions: { canceled_at: world.timeOf(invoice.customer), paid_at: null },
    })
}
