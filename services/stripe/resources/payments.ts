import { settleInvoice } from '../billing/collect.ts'
import { get, post } from '../core/api.ts'
import { invalid, missing } from '../core/errors.ts'
import { created, page, paging } from '../core/list.ts'
import { mergeMetadata, type PaymentIntent } from '../core/objects.ts'
import { choice, flag, group, many, map, need, type Params, text, whole } from '../core/shape.ts'
import type { World } from '../core/world.ts'
import { closeDispute, refundCharge } from '../payments/charges.ts'
import { cancelIntent, confirmIntent, createIntent, declineError } from '../payments/intents.ts'
import { findMethod } from '../payments/methods.ts'
import { metadata } from './shapes.ts'

const fields = {
  amount: whole(1, 99_999_999),
  currency: text(3),
  customer: text(),
  description: text(1000),
  ...metadata,
  payment_method: text(),
  allowed_payment_method_types: many(choice('card')),
  receipt_email: text(),
  setup_future_usage: choice('off_session', 'on_session'),
}
const creating = {
  ...fields,
  amount: need(whole(1, 99_999_999)),
  currency: need(text(3)),
  automatic_payment_methods: group({ enabled: need(flag()), allow_redirects: choice('always', 'never') }),
  confirm: flag(),
  off_session: flag(),
  return_url: text(),
  capture_method: choice('automatic', 'automatic_async'),
}

function create(world: World, params: Params<typeof creating>): PaymentIntent {
  if (params.customer) world.store.get('customer', params.customer, 'customer')
  const intent = createIntent(world, {
    amount: params.amount,
    currency: params.currency.toLowerCase(),
    customer: params.customer,
    method: params.payment_method ? findMethod(world, params.payment_method).id : null,
    description: params.description,
    metadata: mergeMetadata({}, params.metadata),
    setupFutureUse: params.setup_future_usage,
    receiptEmail: params.receipt_email,
  })
  if (!params.confirm) return intent
  return confirm(world, { off_session: params.off_session, return_url: params.return_url }, intent.id)
}

const confirming = {
  off_session: flag(),
  payment_method: text(),
  receipt_email: text(),
  return_url: text(),
  setup_future_usage: choice('off_session', 'on_session'),
}

function confirm(world: World, params: Params<typeof confirming>, id: string): PaymentIntent {
  const intent = world.store.get('payment_intent', id)
  const method = params.payment_method ?? intent.payment_method
  if (!method)
    throw invalid("You cannot confirm this PaymentIntent because it's missing a payment method.", {
      code: 'payment_intent_unexpected_state',
      payment_intent: intent,
    })
  const given = { ...intent, setup_future_usage: params.setup_future_usage ?? intent.setup_future_usage }
  const tried = confirmIntent(world, given, method, {
    offSession: params.off_session ?? false,
    returnUrl: params.return_url ?? null,
  })
  const [payment] = world.store.all(
    'invoice_payment',
    (each) => each.payment.payment_intent === id && each.status === 'open',
  )
  if (payment) settleInvoice(world, world.store.get('invoice', payment.invoice), tried.intent)
  if (tried.outcome === 'declined') throw declineError(tried.intent)
  return tried.intent
}

function update(world: World, params: Params<typeof fields>, id: string): PaymentIntent {
  const intent = world.store.get('payment_intent', id)
  if (
    ['succeeded', 'canceled'].includes(intent.status) &&
    Object.keys(params).some((name) => !['metadata', 'description'].includes(name))
  )
    throw invalid(
      `This PaymentIntent's parameters could not be updated because it has a status of ${intent.status}.`,
      { code: 'payment_intent_unexpected_state' },
    )
  const method = params.payment_method ? findMethod(world, params.payment_method).id : intent.payment_method
  const after: PaymentIntent = {
    ...intent,
    amount: params.amount ?? intent.amount,
    currency: params.currency ?? intent.currency,
    customer: params.customer ?? intent.customer,
    description: params.description ?? intent.description,
    metadata: mergeMetadata(intent.metadata, params.metadata),
    payment_method: method,
    receipt_email: params.receipt_email ?? intent.receipt_email,
    setup_future_usage: params.setup_future_usage ?? intent.setup_future_usage,
    status: method && intent.status === 'requires_payment_method' ? 'requires_confirmation' : intent.status,
  }
  world.store.put('payment_intent', after)
  return after
}

const cancelReason = choice('abandoned', 'duplicate', 'fraudulent', 'requested_by_customer')
const refunding = {
  amount: whole(1),
  charge: text(),
  ...metadata,
  payment_intent: text(),
  reason: choice('duplicate', 'fraudulent', 'requested_by_customer'),
}

function refund(world: World, params: Params<typeof refunding>) {
  const intent = params.payment_intent
    ? world.store.get('payment_intent', params.payment_intent, 'payment_intent')
    : null
  const charge = params.charge ?? intent?.latest_charge
  if (!charge)
    throw invalid(
      'One of the following params should be provided for this request: payment_intent, charge.',
      { code: 'parameter_missing', param: 'payment_intent' },
    )
  const found = world.store.find('charge', charge)
  if (!found) throw missing('charge', charge, 'charge')
  return refundCharge(world, found, {
    amount: params.amount,
    reason: params.reason,
    metadata: mergeMetadata({}, params.metadata),
  })
}

const byCustomer = { ...paging, ...created, customer: text() }

export const payments = [
  post('/v1/payment_intents', 'PaymentIntentCreateParams', creating, create),
  get('/v1/payment_intents', 'PaymentIntentListParams', byCustomer, ({ store }, params) =>
    page(
      store.all('payment_intent', ({ customer }) => !params.customer || customer === params.customer),
      params,
      '/v1/payment_intents',
    ),
  ),
  get(
    '/v1/payment_intents/:id',
    'PaymentIntentRetrieveParams',
    { client_secret: text() },
    ({ store }, _params, [id = '']) => store.get('payment_intent', id),
  ),
  post('/v1/payment_intents/:id', 'PaymentIntentUpdateParams', fields, (world, params, [id = '']) =>
    update(world, params, id),
  ),
  post(
    '/v1/payment_intents/:id/confirm',
    'PaymentIntentConfirmParams',
    confirming,
    (world, params, [id = '']) => confirm(world, params, id),
  ),
  post(
    '/v1/payment_intents/:id/cancel',
    'PaymentIntentCancelParams',
    { cancellation_reason: cancelReason },
    (world, params, [id = '']) =>
      cancelIntent(world, world.store.get('payment_intent', id), params.cancellation_reason ?? null),
  ),
  get('/v1/charges', 'ChargeListParams', { ...byCustomer, payment_intent: text() }, ({ store }, params) =>
    page(
      store.all(
        'charge',
        (charge) =>
          (!params.customer || charge.customer === params.customer) &&
          (!params.payment_intent || charge.payment_intent === params.payment_intent),
      ),
      params,
      '/v1/charges',
    ),
  ),
  get('/v1/charges/:id', 'ChargeRetrieveParams', {}, ({ store }, _params, [id = '']) =>
    store.get('charge', id),
  ),
  post('/v1/refunds', 'RefundCreateParams', refunding, refund),
  get(
    '/v1/refunds',
    'RefundListParams',
    { ...paging, ...created, charge: text(), payment_intent: text() },
    ({ store }, params) =>
      page(
        store.all(
          'refund',
          (each) =>
            (!params.charge || each.charge === params.charge) &&
            (!params.payment_intent || each.payment_intent === params.payment_intent),
        ),
        params,
        '/v1/refunds',
      ),
  ),
  get('/v1/refunds/:id', 'RefundRetrieveParams', {}, ({ store }, _params, [id = '']) =>
    store.get('refund', id),
  ),
  get(
    '/v1/disputes',
    'DisputeListParams',
    { ...paging, ...created, charge: text(), payment_intent: text() },
    ({ store }, params) =>
      page(
        store.all(
          'dispute',
          (each) =>
            (!params.charge || each.charge === params.charge) &&
            (!params.payment_intent || each.payment_intent === params.payment_intent),
        ),
        params,
        '/v1/disputes',
      ),
  ),
  get('/v1/disputes/:id', 'DisputeRetrieveParams', {}, ({ store }, _params, [id = '']) =>
    store.get('dispute', id),
  ),
  post(
    '/v1/disputes/:id',
    'DisputeUpdateParams',
    { evidence: group({ uncategorized_text: text(20_000) }), metadata: map(), submit: flag() },
    (world, params, [id = '']) => {
      const dispute = world.store.get('dispute', id)
      const words = params.evidence?.uncategorized_text
      const answered = {
        ...dispute,
        metadata: mergeMetadata(dispute.metadata, params.metadata),
        evidence: { ...dispute.evidence, uncategorized_text: words ?? dispute.evidence.uncategorized_text },
      }
      world.update('dispute', answered)
      // Stripe's test evidence decides at once.
      return words === 'winning_evidence' || words === 'losing_evidence'
        ? closeDispute(world, answered, words === 'winning_evidence' ? 'won' : 'lost')
        : answered
    },
  ),
  post('/v1/disputes/:id/close', 'DisputeCloseParams', {}, (world, _params, [id = '']) =>
    closeDispute(world, world.store.get('dispute', id), 'lost'),
  ),
]
