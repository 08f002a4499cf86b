import { invalid } from '../../core/errors.ts'
import type {
  CheckoutSession,
  Invoice,
  LocalCheckout,
  PaymentIntent,
  SetupIntent,
} from '../../core/objects.ts'
import type { World } from '../../core/world.ts'
import { confirmIntent, createIntent, type Outcome } from '../../payments/intents.ts'
import { attachMethod } from '../../payments/methods.ts'
import { confirmSetup, createSetup, setupError } from '../../payments/setup.ts'
import { amountOf } from '../amounts/prices.ts'
import { addInvoiceItem, productName } from '../lines.ts'
import { expireIncomplete } from '../stopping.ts'
import { refusal, subscribe } from '../subscribe.ts'
import { invoiceForPayment, redeemForPayment } from './receipt.ts'
import { checkoutTotals } from './totals.ts'

export type Attempt = { outcome: Outcome; message?: string | undefined; challenge?: string | undefined }

/** Pays (or sets up) a session with a card, or with none where nothing is due. Its customer is known and its totals are worked out by now. */
export function attemptCheckout(world: World, session: CheckoutSession, method: string | null): Attempt {
  if (session.status !== 'open')
    throw invalid('This Checkout Session is no longer open.', { code: 'checkout_session_not_open' })
  const plan = world.store.get('local.checkout', session.id)
  if (session.mode === 'subscription') return attemptSubscription(world, session, plan, method)
  if (session.mode === 'payment') return attemptPayment(world, session, plan, method)
  return attemptSetup(world, session, plan, method ?? '')
}

function attemptSetup(world: World, session: CheckoutSession, plan: LocalCheckout, method: string): Attempt {
  const setup =
    world.store.find('setup_intent', session.setup_intent) ??
    createSetup(world, { customer: session.customer, metadata: plan.setup.metadata })
  world.store.put('checkout.session', { ...session, setup_intent: setup.id })
  const tried = confirmSetup(world, setup, method)
  if (tried.outcome === 'succeeded') completeCheckout(world, session.id, { setup: tried.setup })
  return {
    outcome: tried.outcome,
    message: tried.setup.last_setup_error?.message,
    challenge: tried.setup.next_action?.redirect_to_url?.url ?? undefined,
  }
}

function attemptPayment(
  world: World,
  session: CheckoutSession,
  plan: LocalCheckout,
  method: string | null,
): Attempt {
  const amount = session.amount_total ?? 0
  if (amount === 0 || method === null) {
    completeCheckout(world, session.id, {})
    return { outcome: 'succeeded' }
  }
  const open = world.store.find('payment_intent', session.payment_intent)
  const made =
    open ??
    createIntent(world, {
      amount,
      currency: session.currency ?? 'usd',
      customer: session.customer,
      description: plan.payment.description,
      metadata: plan.payment.metadata,
      setupFutureUse: plan.payment.setup_future_usage,
    })
  const intent = { ...made, amount }
  world.store.put('payment_intent', intent)
  world.store.put('checkout.session', { ...session, payment_intent: intent.id })
  const tried = confirmIntent(world, intent, method)
  if (tried.outcome === 'succeeded') completeCheckout(world, session.id, { intent: tried.intent })
  return {
    outcome: tried.outcome,
    message: tried.intent.last_payment_error?.message,
    challenge: tried.intent.next_action?.redirect_to_url?.url ?? undefined,
  }
}

function attemptSubscription(
  world: World,
  session: CheckoutSession,
  plan: LocalCheckout,
  method: string | null,
): Attempt {
  const customer = world.store.get('customer', session.customer ?? '')
  if (method) {
    const question = session.amount_total === 0 ? prepareCard(world, session, method) : undefined
    if (question) return question
    attachMethod(world, world.store.get('payment_method', method), customer.id)
  }
  dropEarlierAttempt(world, session)
  const { trial_period_days: trialDays, trial_end: trialEnd, metadata, description } = plan.subscription
  const { subscription, collected } = subscribe(world, {
    customer,
    items: recurringLines(world, plan, customer.id, session.currency ?? 'usd'),
    currency: session.currency,
    metadata,
    description,
    method,
    trialDays,
    trialEnd,
    missingMethod: plan.trialEnd ?? undefined,
    discounts: plan.promotionCode
      ? [{ promotion_code: plan.promotionCode }]
      : plan.coupon
        ? [{ coupon: plan.coupon }]
        : [],
    automaticTax: session.automatic_tax.enabled,
    savesMethod: true,
  })
  world.store.put('checkout.session', {
    ...session,
    setup_intent: null,
    subscription: subscription.id,
    invoice: collected.invoice.id,
  })
  if (collected.outcome === 'succeeded') completeCheckout(world, session.id, { invoice: collected.invoice })
  // As with Stripe, a declined card leaves no subscription.
  if (collected.outcome === 'declined') throw refusal(collected)
  return {
    outcome: collected.outcome === 'succeeded' ? 'succeeded' : 'challenge',
    challenge: collected.intent?.next_action?.redirect_to_url?.url ?? undefined,
  }
}

/**
 * Where nothing is due today a card is set up for what comes, as after a trial.
 * @returns the question to its owner, if they are to be asked
 */
function prepareCard(world: World, session: CheckoutSession, method: string): Attempt | undefined {
  const earlier = world.store.find('setup_intent', session.setup_intent)
  if (earlier?.status === 'succeeded' && earlier.payment_method === method) return undefined
  const { setup, outcome } = confirmSetup(world, createSetup(world, { customer: session.customer }), method)
  if (outcome === 'succeeded') return undefined
  if (outcome === 'declined') throw invalid(setupError(setup).message, { code: 'card_declined' }, 402)
  world.store.put('checkout.session', { ...session, setup_intent: setup.id })
  return { outcome, challenge: setup.next_action?.redirect_to_url?.url ?? undefined }
}

/** What is paid once goes onto the first invoice; the rest becomes the subscription's items. */
function recurringLines(world: World, plan: LocalCheckout, customer: string, currency: string) {
  return plan.lines.flatMap((line) => {
    const price = world.store.get('price', line.price)
    if (price.recurring)
      return [
        {
          price: line.price,
          ...(price.recurring.usage_type === 'metered' ? {} : { quantity: line.quantity }),
        },
      ]
    const now = world.timeOf(customer)
    addInvoiceItem(world, {
      customer,
      amount: amountOf(price, line.quantity, currency),
      currency,
      description: productName(world, price),
      price,
      quantity: line.quantity,
      period: { start: now, end: now },
    })
    return []
  })
}

/** A subscription that an earlier try left waiting for its owner. */
function dropEarlierAttempt(world: World, session: CheckoutSession): void {
  const earlier = world.store.find('subscription', session.subscription)
  if (earlier?.status === 'incomplete') expireIncomplete(world, earlier)
}

/** Ends a session that has what it was for. */
export function completeCheckout(
  world: World,
  id: string,
  { intent, setup, invoice }: { intent?: PaymentIntent; setup?: SetupIntent; invoice?: Invoice },
): void {
  const session = world.store.get('checkout.session', id)
  const method = intent?.payment_method ?? setup?.payment_method
  const plan = world.store.get('local.checkout', id)
  const discounts = session.mode === 'payment' ? redeemForPayment(world, session, plan) : []
  const receipt =
    intent && session.invoice_creation?.enabled
      ? invoiceForPayment(world, session, plan, intent, discounts)
      : invoice
  const done: CheckoutSession = {
    ...checkoutTotals(world, session),
    payment_intent: intent?.id ?? session.payment_intent,
    invoice: receipt?.id ?? session.invoice,
    payment_status:
      session.mode === 'setup' || (session.amount_total ?? 0) === 0 ? 'no_payment_required' : 'paid',
    status: 'complete',
    url: null,
  }
  if (method && session.customer && session.mode !== 'payment')
    attachMethod(world, world.store.get('payment_method', method), session.customer)
  world.store.put('checkout.session', done)
  world.tell('checkout.session.completed', done)
}

/** Ends a session that nobody paid. */
export function expireCheckout(world: World, session: CheckoutSession): CheckoutSession {
  if (session.status !== 'open')
    throw invalid('Only Checkout Sessions with a status in ["open"] can be expired.', {
      code: 'resource_invalid_state',
    })
  const expired: CheckoutSession = { ...session, status: 'expired', url: null }
  world.store.put('checkout.session', expired)
  world.tell('checkout.session.expired', expired)
  return expired
}
