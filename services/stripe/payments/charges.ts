import { invalid } from '../core/errors.ts'
import { newId } from '../core/ids.ts'
import {
  type Charge,
  type Dispute,
  nothing,
  type PaymentIntent,
  type PaymentMethod,
  type Refund,
} from '../core/objects.ts'
import type { World } from '../core/world.ts'
import type { Behaviour } from './cards.ts'

/** What a refused card answers. */
export type Decline = NonNullable<Behaviour['decline']>

/** Notes one try to take money, that went well or was declined. */
export function createCharge(
  world: World,
  intent: PaymentIntent,
  method: PaymentMethod,
  decline?: Decline,
): Charge {
  const id = newId('ch')
  const { card } = method
  const charge: Charge = {
    id,
    object: 'charge',
    amount: intent.amount,
    amount_captured: decline ? 0 : intent.amount,
    amount_refunded: 0,
    balance_transaction: decline ? null : newId('txn'),
    billing_details: method.billing_details,
    calculated_statement_descriptor: 'NUMINA',
    captured: !decline,
    created: world.timeOf(intent.customer),
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_code: decline?.code ?? null,
    failure_message: decline?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    outcome: {
      advice_code: null,
      network_advice_code: null,
      network_decline_code: null,
      network_status: decline ? 'declined_by_network' : 'approved_by_network',
      reason: decline?.reason ?? null,
      risk_level: 'normal',
      seller_message: decline
        ? 'The bank did not return any further details with this decline.'
        : 'Payment complete.',
      type: decline ? 'issuer_declined' : 'authorized',
    },
    paid: !decline,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: { type: 'card', card: cardDetails(card) },
    receipt_email: intent.receipt_email,
    receipt_url: decline ? null : `${world.base}/receipts/${id}`,
    refunded: false,
    status: decline ? 'failed' : 'succeeded',
    ...nothing(
      'application',
      'application_fee',
      'application_fee_amount',
      'failure_balance_transaction',
      'on_behalf_of',
    ),
    ...nothing('receipt_number', 'review', 'shipping', 'source', 'source_transfer', 'statement_descriptor'),
    ...nothing('statement_descriptor_suffix', 'transfer_data', 'transfer_group'),
  }
  world.store.put('charge', charge)
  world.tell(decline ? 'charge.failed' : 'charge.succeeded', charge)
  return charge
}

function cardDetails(
  card: PaymentMethod['card'],
): NonNullable<NonNullable<Charge['payment_method_details']>['card']> {
  return {
    amount_authorized: null,
    brand: card?.brand ?? null,
    checks: card?.checks ?? null,
    country: card?.country ?? null,
    exp_month: card?.exp_month ?? 0,
    exp_year: card?.exp_year ?? 0,
    fingerprint: card?.fingerprint ?? null,
    funding: card?.funding ?? null,
    last4: card?.last4 ?? null,
    network: card?.brand ?? null,
    ...nothing(
      'authorization_code',
      'electronic_commerce_indicator',
      'installments',
      'mandate',
      'network_token',
      'network_transaction_id',
    ),
    ...nothing('regulated_status', 'three_d_secure', 'transaction_link_id', 'wallet'),
  }
}

/** @throws StripeError when more is asked for than is left */
export function refundCharge(
  world: World,
  charge: Charge,
  {
    amount,
    reason = null,
    metadata = {},
  }: {
    amount?: number | undefined
    reason?: Refund['reason'] | undefined
    metadata?: Record<string, string> | undefined
  },
): Refund {
  const left = charge.amount_captured - charge.amount_refunded
  if (left === 0)
    throw invalid(`Charge ${charge.id} has already been refunded.`, { code: 'charge_already_refunded' })
  if (charge.disputed)
    throw invalid(`Charge ${charge.id} has been charged back; cannot issue a refund.`, {
      code: 'charge_disputed',
    })
  const value = amount ?? left
  if (value > left)
    throw invalid(`Refund amount (${value}) is greater than unrefunded amount on charge (${left})`, {
      param: 'amount',
    })
  const refund: Refund = {
    id: newId('re'),
    object: 'refund',
    amount: value,
    balance_transaction: newId('txn'),
    charge: charge.id,
    created: world.timeOf(charge.customer),
    currency: charge.currency,
    customer: charge.customer,
    destination_details: {
      type: 'card',
      card: {
        reference: String(world.next('refund')),
        reference_status: 'available',
        reference_type: 'acquirer_reference_number',
        type: 'refund',
      },
    },
    metadata,
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason,
    status: 'succeeded',
    ...nothing('customer_account', 'receipt_number', 'source_transfer_reversal', 'transfer_reversal'),
  }
  world.create('refund', refund)
  const refunded = charge.amount_refunded + value
  const after = { ...charge, amount_refunded: refunded, refunded: refunded === charge.amount_captured }
  world.store.put('charge', after)
  world.tell('charge.refunded', after, { amount_refunded: charge.amount_refunded, refunded: charge.refunded })
  return refund
}

/** The owner of the card takes a payment back. */
export function disputeCharge(world: World, charge: Charge, reason: string): Dispute {
  const created = world.timeOf(charge.customer)
  const dispute: Dispute = {
    id: newId('du'),
    object: 'dispute',
    amount: charge.amount,
    balance_transactions: [],
    charge: charge.id,
    created,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: noEvidence(),
    evidence_details: {
      due_by: created + 7 * 86_400,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    reason,
    status: 'needs_response',
  }
  world.store.put('charge', { ...charge, disputed: true })
  return world.create('dispute', dispute)
}

/** Ends a dispute. */
export function closeDispute(world: World, dispute: Dispute, status: 'won' | 'lost'): Dispute {
  const closed = { ...dispute, status }
  world.store.put('dispute', closed)
  world.tell('charge.dispute.closed', closed, { status: dispute.status })
  return closed
}

const noEvidence = (): Dispute['evidence'] => ({
  enhanced_evidence: {},
  ...nothing(
    'access_activity_log',
    'billing_address',
    'cancellation_policy',
    'cancellation_policy_disclosure',
    'cancellation_rebuttal',
  ),
  ...nothing(
    'customer_communication',
    'customer_email_address',
    'customer_name',
    'customer_purchase_ip',
    'customer_signature',
  ),
  ...nothing(
    'duplicate_charge_documentation',
    'duplicate_charge_explanation',
    'duplicate_charge_id',
    'product_description',
  ),
  ...nothing(
    'receipt',
    'refund_policy',
    'refund_policy_disclosure',
    'refund_refusal_explanation',
    'service_date',
  ),
  ...nothing(
    'service_documentation',
    'shipping_address',
    'shipping_carrier',
    'shipping_date',
    'shipping_documentation',
  ),
  ...nothing('shipping_tracking_number', 'uncategorized_file', 'uncategorized_text'),
})
