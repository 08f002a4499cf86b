import { invalid } from '../core/errors.ts'
import { newId } from '../core/ids.ts'
import { type Customer, type Invoice, type InvoiceLine, nothing, type Subscription } from '../core/objects.ts'
import type { World } from '../core/world.ts'
import type { Period } from './amounts/periods.ts'
import { withTotals } from './amounts/totals.ts'
import { lineOfItem } from './lines.ts'

/** Renewals stay drafts for so long, for whoever wants to add to them. */
const DRAFT_SECONDS = 3600

type NewInvoice = {
  customer: Customer
  subscription?: Subscription | null
  reason: NonNullable<Invoice['billing_reason']>
  currency: string
  lines: InvoiceLine[]
  period: Period
  /** Takes what waits for the customer's next invoice. */
  pending?: boolean
  automaticTax?: boolean
  autoAdvance?: boolean
  discounts?: string[]
  description?: string | null
  metadata?: Record<string, string>
  method?: string | null
  waits?: boolean
}

/** Makes a draft of an invoice. */
export function draftInvoice(world: World, wanted: NewInvoice): Invoice {
  const { customer, subscription = null } = wanted
  const id = newId('in')
  const created = world.timeOf(customer.id)
  const pending =
    wanted.pending === false
      ? []
      : takePending(world, customer.id, wanted.currency, subscription?.id ?? null, id)
  const invoice: Invoice = {
    id,
    object: 'invoice',
    account_country: 'US',
    account_name: 'Numina (simulated payments)',
    amount_due: 0,
    amount_overpaid: 0,
    amount_paid: 0,
    amount_remaining: 0,
    amount_shipping: 0,
    attempt_count: 0,
    attempted: false,
    auto_advance: wanted.autoAdvance ?? true,
    automatic_tax: {
      disabled_reason: null,
      enabled: wanted.automaticTax ?? subscription?.automatic_tax.enabled ?? false,
      liability: null,
      provider: null,
      status: null,
    },
    automatically_finalizes_at: wanted.waits ? created + DRAFT_SECONDS : null,
    billing_reason: wanted.reason,
    collection_method: 'charge_automatically',
    created,
    currency: wanted.currency,
    customer: customer.id,
    customer_address: customer.address ?? null,
    customer_email: customer.email,
    customer_name: customer.name ?? null,
    customer_phone: customer.phone ?? null,
    customer_shipping: null,
    customer_tax_exempt: customer.tax_exempt ?? 'none',
    customer_tax_ids: world.store
      .all('tax_id', (taxId) => taxId.customer === customer.id)
      .map(({ type, value }) => ({ type, value })),
    default_payment_method: wanted.method ?? null,
    default_tax_rates: [],
    description: wanted.description ?? subscription?.description ?? null,
    discounts: wanted.discounts ?? subscription?.discounts ?? [],
    hosted_invoice_url: null,
    invoice_pdf: null,
    issuer: { type: 'self' },
    lines: {
      object: 'list',
      data: [...pending.map((item) => lineOfItem(world, item)), ...wanted.lines],
      has_more: false,
      url: `/v1/invoices/${id}/lines`,
    },
    livemode: false,
    metadata: wanted.metadata ?? {},
    parent: subscription
      ? {
          quote_details: null,
          subscription_details: { metadata: subscription.metadata, subscription: subscription.id },
          type: 'subscription_details',
        }
      : null,
    payment_settings: nothing('default_mandate', 'payment_method_options', 'payment_method_types'),
    period_end: wanted.period.end,
    period_start: wanted.period.start,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    starting_balance: customer.balance,
    status: 'draft',
    status_transitions: nothing('finalized_at', 'marked_uncollectible_at', 'paid_at', 'voided_at'),
    subtotal: 0,
    test_clock: customer.test_clock ?? null,
    total: 0,
    total_pretax_credit_amounts: [],
    ...nothing(
      'account_tax_ids',
      'application',
      'custom_fields',
      'customer_account',
      'default_source',
      'due_date',
      'effective_at',
    ),
    ...nothing(
      'ending_balance',
      'footer',
      'from_invoice',
      'last_finalization_error',
      'latest_revision',
      'next_payment_attempt',
    ),
    ...nothing(
      'number',
      'on_behalf_of',
      'receipt_number',
      'rendering',
      'shipping_cost',
      'shipping_details',
      'statement_descriptor',
    ),
    ...nothing(
      'subtotal_excluding_tax',
      'total_discount_amounts',
      'total_excluding_tax',
      'total_taxes',
      'webhooks_delivered_at',
    ),
  }
  return world.create('invoice', withTotals(world, invoice))
}

function takePending(
  world: World,
  customer: string,
  currency: string,
  subscription: string | null,
  invoice: string,
) {
  const mine = world.store.all('invoiceitem', (item) => {
    const of = item.parent?.subscription_details?.subscription ?? null
    return (
      item.customer === customer &&
      item.invoice === null &&
      item.currency === currency &&
      (of === null || of === subscription)
    )
  })
  for (const item of mine) world.store.put('invoiceitem', { ...item, invoice })
  return mine.toReversed()
}

/**
 * Gives a draft its number and fixes its amounts; what the customer has in credit pays first.
 * @param usesBalance false for what was paid already
 */
export function finalizeInvoice(world: World, draft: Invoice, usesBalance = true): Invoice {
  if (draft.status !== 'draft')
    throw invalid("This invoice is already finalized, you can't re-finalize a non-draft invoice.", {
      code: 'invoice_not_editable',
    })
  const totals = withTotals(world, draft)
  const customer = world.store.get('customer', draft.customer ?? '')
  const now = world.timeOf(customer.id)
  // A balance below zero is credit, one above is owed; an invoice below zero becomes credit.
  const sum = totals.total + (usesBalance ? customer.balance : 0)
  const balance = usesBalance ? Math.min(sum, 0) : customer.balance
  const due = Math.max(sum, 0)
  const number = `${customer.invoice_prefix}-${String(customer.next_invoice_sequence ?? 1).padStart(4, '0')}`
  const invoice: Invoice = {
    ...totals,
    amount_due: due,
    amount_remaining: due,
    automatically_finalizes_at: null,
    automatic_tax: { ...totals.automatic_tax, status: totals.automatic_tax.enabled ? 'complete' : null },
    effective_at: now,
    ending_balance: balance,
    hosted_invoice_url: `${world.base}/i/${draft.id}`,
    invoice_pdf: `${world.base}/i/${draft.id}/pdf`,
    number,
    starting_balance: customer.balance,
    status: 'open',
    status_transitions: { ...totals.status_transitions, finalized_at: now },
  }
  world.update('customer', {
    ...customer,
    balance,
    next_invoice_sequence: (customer.next_invoice_sequence ?? 1) + 1,
  })
  world.store.put('invoice', invoice)
  world.tell('invoice.finalized', invoice)
  return invoice
}

/** Ends an invoice that nobody will pay. */
export function closeInvoice(world: World, invoice: Invoice, status: 'void' | 'uncollectible'): Invoice {
  if (!(invoice.status === 'open' || (invoice.status === 'uncollectible' && status === 'void')))
    throw invalid(
      `You can only ${status === 'void' ? 'void' : 'mark as uncollectible'} invoices that are open.`,
      { code: 'invoice_not_editable' },
    )
  const at = world.timeOf(invoice.customer)
  const moment = status === 'void' ? { voided_at: at } : { marked_uncollectible_at: at }
  const closed: Invoice = {
    ...invoice,
    status,
    next_payment_attempt: null,
    status_transitions: { ...invoice.status_transitions, ...moment },
  }
  world.store.put('invoice', closed)
  const subscription = subscriptionOf(world, closed)
  if (status === 'void' && subscription?.pending_update && subscription.latest_invoice === closed.id)
    world.update('subscription', { ...subscription, pending_update: null })
  world.tell(status === 'void' ? 'invoice.voided' : 'invoice.marked_uncollectible', closed)
  return closed
}

/** The subscription an invoice belongs to. */
export const subscriptionOf = (world: World, invoice: Invoice): Subscription | undefined =>
  world.store.find('subscription', invoice.parent?.subscription_details?.subscription)
