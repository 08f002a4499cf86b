import { invalid, StripeError } from '../core/errors.ts'
import { newId, randomText } from '../core/ids.ts'
import { nothing, type PaymentIntent, type PaymentMethod } from '../core/objects.ts'
import type { World } from '../core/world.ts'
import { createCharge, type Decline, disputeCharge } from './charges.ts'
import { attachMethod, behaviourOfMethod, findMethod, noteSetUp } from './methods.ts'

export type NewIntent = {
  amount: number
  currency: string
  customer?: string | null | undefined
  method?: string | null | undefined
  description?: string | null | undefined
  metadata?: Record<string, string> | undefined
  setupFutureUse?: 'off_session' | 'on_session' | null | undefined
  receiptEmail?: string | null | undefined
}
/** How a try to pay ended. */
export type Outcome = 'succeeded' | 'declined' | 'challenge'
type Try = {
  offSession?: boolean | undefined
  authenticated?: boolean | undefined
  returnUrl?: string | null | undefined
}

/** No card pays more at once. */
const MOST_AMOUNT = 99_999_999

const AUTHENTICATE: Decline = {
  code: 'authentication_required',
  reason: 'authentication_required',
  message: 'Your card was declined. This transaction requires authentication.',
}

/** Makes a payment that is to come. @throws StripeError `amount_too_large` */
export function createIntent(world: World, wanted: NewIntent): PaymentIntent {
  if (wanted.amount > MOST_AMOUNT)
    throw invalid('Amount must be no more than 99999999 of the smallest unit.', {
      code: 'amount_too_large',
      param: 'amount',
    })
  const id = newId('pi')
  const intent: PaymentIntent = {
    id,
    object: 'payment_intent',
    amount: wanted.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    automatic_payment_methods: null,
    capture_method: 'automatic',
    client_secret: `${id}_secret_${randomText(25)}`,
    confirmation_method: 'automatic',
    created: world.timeOf(wanted.customer),
    currency: wanted.currency,
    customer: wanted.customer ?? null,
    description: wanted.description || null,
    livemode: false,
    metadata: wanted.metadata ?? {},
    payment_method: wanted.method ?? null,
    payment_method_options: {
      card: { installments: null, mandate_options: null, network: null, request_three_d_secure: 'automatic' },
    },
    payment_method_types: ['card'],
    receipt_email: wanted.receiptEmail || null,
    setup_future_usage: wanted.setupFutureUse ?? null,
    status: wanted.method ? 'requires_confirmation' : 'requires_payment_method',
    ...nothing(
      'allowed_payment_method_types',
      'application',
      'application_fee_amount',
      'canceled_at',
      'cancellation_reason',
    ),
    ...nothing(
      'customer_account',
      'excluded_payment_method_types',
      'last_payment_error',
      'latest_charge',
      'managed_payments',
    ),
    ...nothing(
      'next_action',
      'on_behalf_of',
      'payment_method_configuration_details',
      'payment_record',
      'processing',
      'review',
    ),
    ...nothing(
      'shipping',
      'source',
      'statement_descriptor',
      'statement_descriptor_suffix',
      'transfer_data',
      'transfer_group',
    ),
  }
  return world.create('payment_intent', intent)
}

/** Tries to take the money of an intent with a card, as its bank would answer. */
export function confirmIntent(
  world: World,
  intent: PaymentIntent,
  methodId: string,
  how: Try = {},
): { intent: PaymentIntent; outcome: Outcome } {
  if (['succeeded', 'canceled'].includes(intent.status))
    throw invalid(`You cannot confirm this PaymentIntent because it has a status of ${intent.status}.`, {
      code: 'payment_intent_unexpected_state',
      payment_intent: intent,
    })
  const method = findMethod(world, methodId)
  if (method.customer && method.customer !== intent.customer)
    throw invalid(
      'The customer does not have a payment method with the ID ' +
        `${methodId}. The payment method must be attached to the customer.`,
      { param: 'payment_method' },
    )
  const { challenge, decline, setUp } = behaviourOfMethod(world, method.id)
  const asks =
    !how.authenticated &&
    (challenge === 'always' ||
      (challenge === 'in_person' && !(how.offSession && setUp)) ||
      (challenge === 'until_set_up' && !setUp))
  const tried = { ...intent, payment_method: method.id, last_payment_error: null, next_action: null }
  if (asks && how.offSession) return refuse(world, tried, method, AUTHENTICATE)
  if (asks) return askOwner(world, tried, how.returnUrl ?? null)
  if (decline) return refuse(world, tried, method, decline)
  return { intent: succeed(world, tried, method), outcome: 'succeeded' }
}

function askOwner(world: World, intent: PaymentIntent, returnUrl: string | null) {
  const asking: PaymentIntent = {
    ...intent,
    status: 'requires_action',
    next_action: {
      type: 'redirect_to_url',
      redirect_to_url: { url: `${world.base}/3ds/${intent.client_secret}`, return_url: returnUrl },
    },
  }
  world.store.put('payment_intent', asking)
  world.tell('payment_intent.requires_action', asking)
  return { intent: asking, outcome: 'challenge' as const }
}

function refuse(world: World, intent: PaymentIntent, method: PaymentMethod, decline: Decline) {
  const charge = createCharge(world, intent, method, decline)
  const refused: PaymentIntent = {
    ...intent,
    status: 'requires_payment_method',
    payment_method: null,
    latest_charge: charge.id,
    last_payment_error: {
      charge: charge.id,
      code: decline.code as NonNullable<PaymentIntent['last_payment_error']>['code'] & string,
      ...(decline.code === 'card_declined' || decline.code === 'authentication_required'
        ? { decline_code: decline.reason }
        : {}),
      message: decline.message,
      payment_method: method as never,
      type: 'card_error',
    },
  }
  world.store.put('payment_intent', refused)
  world.tell('payment_intent.payment_failed', refused)
  return { intent: refused, outcome: 'declined' as const }
}

function succeed(world: World, intent: PaymentIntent, method: PaymentMethod): PaymentIntent {
  const charge = createCharge(world, intent, method)
  const paid: PaymentIntent = {
    ...intent,
    status: 'succeeded',
    amount_received: intent.amount,
    latest_charge: charge.id,
  }
  world.store.put('payment_intent', paid)
  world.tell('payment_intent.succeeded', paid)
  if (paid.setup_future_usage && paid.customer) {
    attachMethod(world, method, paid.customer)
    noteSetUp(world, method.id)
  }
  const { dispute } = behaviourOfMethod(world, method.id)
  if (dispute) disputeCharge(world, charge, dispute)
  return paid
}

/** The owner of the card was asked and said no. */
export function failChallenge(world: World, intent: PaymentIntent): PaymentIntent {
  const failed: PaymentIntent = {
    ...intent,
    status: 'requires_payment_method',
    payment_method: null,
    next_action: null,
    last_payment_error: {
      code: 'payment_intent_authentication_failure',
      message:
        'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
      type: 'card_error',
    },
  }
  world.store.put('payment_intent', failed)
  world.tell('payment_intent.payment_failed', failed)
  return failed
}

/** Ends a payment that was never made. */
export function cancelIntent(
  world: World,
  intent: PaymentIntent,
  reason: PaymentIntent['cancellation_reason'] = null,
): PaymentIntent {
  if (['succeeded', 'canceled'].includes(intent.status))
    throw invalid(`You cannot cancel this PaymentIntent because it has a status of ${intent.status}.`, {
      code: 'payment_intent_unexpected_state',
    })
  const canceled: PaymentIntent = {
    ...intent,
    status: 'canceled',
    canceled_at: world.timeOf(intent.customer),
    cancellation_reason: reason,
    next_action: null,
  }
  world.store.put('payment_intent', canceled)
  world.tell('payment_intent.canceled', canceled)
  return canceled
}

/** The answer to a request whose card was refused. */
export function declineError(intent: PaymentIntent): StripeError {
  const { message = 'Your card was declined.', code, decline_code, charge } = intent.last_payment_error ?? {}
  return new StripeError(402, 'card_error', message, {
    code: code ?? 'card_declined',
    ...(decline_code && { decline_code }),
    ...(charge && { charge }),
    payment_intent: intent,
  })
}
