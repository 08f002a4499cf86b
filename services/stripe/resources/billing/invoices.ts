import { redeem } from '../../billing/amounts/discounts.ts'
import { collectInvoice, dropPayment } from '../../billing/collect.ts'
import { closeInvoice, draftInvoice, finalizeInvoice } from '../../billing/invoices.ts'
import { assertTaxable } from '../../billing/subscribe.ts'
import { del, get, post } from '../../core/api.ts'
import { invalid, StripeError } from '../../core/errors.ts'
import { created, page, paging } from '../../core/list.ts'
import { type Invoice, mergeMetadata } from '../../core/objects.ts'
import { choice, flag, group, many, need, type Params, text } from '../../core/shape.ts'
import type { World } from '../../core/world.ts'
import { declineError } from '../../payments/intents.ts'
import { findMethod } from '../../payments/methods.ts'
import { automaticTax, discounts, metadata } from '../shapes.ts'

const creating = {
  auto_advance: flag(),
  automatic_tax: automaticTax,
  collection_method: choice('charge_automatically'),
  currency: text(3),
  customer: need(text()),
  default_payment_method: text(),
  description: text(),
  discounts: many(discounts, 20),
  ...metadata,
  pending_invoice_items_behavior: choice('exclude', 'include'),
}

function create(world: World, params: Params<typeof creating>): Invoice {
  const customer = world.store.get('customer', params.customer, 'customer')
  if (params.automatic_tax?.enabled) assertTaxable(customer)
  const now = world.timeOf(customer.id)
  const currency = params.currency?.toLowerCase() ?? customer.currency ?? 'usd'
  const invoice = draftInvoice(world, {
    customer,
    reason: 'manual',
    currency,
    lines: [],
    period: { start: now, end: now },
    pending: params.pending_invoice_items_behavior === 'include',
    automaticTax: params.automatic_tax?.enabled ?? false,
    autoAdvance: params.auto_advance ?? false,
    discounts: redeem(world, params.discounts ?? [], { customer: customer.id, amount: 0, currency }).map(
      ({ id }) => id,
    ),
    description: params.description ?? null,
    metadata: mergeMetadata({}, params.metadata),
    method: params.default_payment_method ?? null,
    waits: params.auto_advance ?? false,
  })
  return invoice
}

const updating = { auto_advance: flag(), default_payment_method: text(), description: text(), ...metadata }

function update(world: World, params: Params<typeof updating>, id: string): Invoice {
  const invoice = world.store.get('invoice', id)
  return world.update('invoice', {
    ...invoice,
    auto_advance: params.auto_advance ?? invoice.auto_advance ?? false,
    default_payment_method:
      params.default_payment_method === undefined
        ? invoice.default_payment_method
        : params.default_payment_method || null,
    description: params.description === undefined ? invoice.description : params.description || null,
    metadata: mergeMetadata(invoice.metadata, params.metadata),
  })
}

const paying = { off_session: flag(), paid_out_of_band: flag(), payment_method: text() }

function pay(world: World, params: Params<typeof paying>, id: string): Invoice {
  const invoice = world.store.get('invoice', id)
  if (params.paid_out_of_band)
    throw invalid("Numina's local Stripe takes cards only.", {
      param: 'paid_out_of_band',
      code: 'feature_not_simulated',
    })
  const method = params.payment_method ? findMethod(world, params.payment_method).id : null
  const {
    invoice: paid,
    outcome,
    intent,
  } = collectInvoice(world, invoice, { method, offSession: params.off_session ?? true })
  if (outcome === 'succeeded') return paid
  if (outcome === 'challenge')
    throw new StripeError(
      402,
      'card_error',
      'The invoice could not be paid: its card asks for authentication.',
      { code: 'invoice_payment_intent_requires_action', payment_intent: intent },
    )
  throw intent?.last_payment_error
    ? declineError(intent)
    : new StripeError(402, 'card_error', 'This customer has no payment method.', {
        code: 'invoice_no_payment_method',
      })
}

const listing = {
  ...paging,
  ...created,
  customer: text(),
  status: choice('draft', 'open', 'paid', 'uncollectible', 'void'),
  subscription: text(),
  collection_method: choice('charge_automatically', 'send_invoice'),
}

function close(world: World, id: string, status: 'void' | 'uncollectible'): Invoice {
  const closed = closeInvoice(world, world.store.get('invoice', id), status)
  if (status === 'void') dropPayment(world, closed)
  return closed
}

export const invoices = [
  post('/v1/invoices', 'InvoiceCreateParams', creating, create),
  get('/v1/invoices', 'InvoiceListParams', listing, (world, params) =>
    page(
      world.store.all(
        'invoice',
        ({ customer, status, parent, collection_method: method }) =>
          (!params.customer || customer === params.customer) &&
          (!params.status || status === params.status) &&
          (!params.collection_method || method === params.collection_method) &&
          (!params.subscription || parent?.subscription_details?.subscription === params.subscription),
      ),
      params,
      '/v1/invoices',
    ),
  ),
  get('/v1/invoices/:id', 'InvoiceRetrieveParams', {}, ({ store }, _params, [id = '']) =>
    store.get('invoice', id),
  ),
  post('/v1/invoices/:id', 'InvoiceUpdateParams', updating, (world, params, [id = '']) =>
    update(world, params, id),
  ),
  del('/v1/invoices/:id', 'InvoiceDeleteParams', {}, (world, _params, [id = '']) => {
    const invoice = world.store.get('invoice', id)
    if (invoice.status !== 'draft' || invoice.parent)
      throw invalid('You can only delete draft invoices that are not of a subscription.', {
        code: 'invoice_not_editable',
      })
    for (const item of world.store.all('invoiceitem', (each) => each.invoice === id))
      world.store.put('invoiceitem', { ...item, invoice: null })
    return world.remove('invoice', invoice)
  }),
  post(
    '/v1/invoices/:id/finalize',
    'InvoiceFinalizeInvoiceParams',
    { auto_advance: flag() },
    (world, _params, [id = '']) => {
      const open = finalizeInvoice(world, world.store.get('invoice', id))
      return open.amount_due === 0
        ? collectInvoice(world, open).invoice
        : collectInvoice(world, open, { attempt: false }).invoice
    },
  ),
  post('/v1/invoices/:id/pay', 'InvoicePayParams', paying, (world, params, [id = '']) =>
    pay(world, params, id),
  ),
  post('/v1/invoices/:id/void', 'InvoiceVoidInvoiceParams', {}, (world, _params, [id = '']) =>
    close(world, id, 'void'),
  ),
  post(
    '/v1/invoices/:id/mark_uncollectible',
    'InvoiceMarkUncollectibleParams',
    {},
    (world, _params, [id = '']) => close(world, id, 'uncollectible'),
  ),
  get('/v1/invoices/:id/lines', 'InvoiceListLineItemsParams', paging, ({ store }, params, [id = '']) =>
    page(store.get('invoice', id).lines.data, params, `/v1/invoices/${id}/lines`),
  ),
  get(
    '/v1/invoice_payments',
    'InvoicePaymentListParams',
    {
      ...paging,
      invoice: text(),
      status: choice('canceled', 'open', 'paid'),
      payment: group({ payment_intent: text(), type: need(choice('payment_intent')) }),
    },
    ({ store }, params) =>
      page(
        store.all(
          'invoice_payment',
          ({ invoice, status, payment }) =>
            (!params.invoice || invoice === params.invoice) &&
            (!params.status || status === params.status) &&
            (!params.payment?.payment_intent || payment.payment_intent === params.payment.payment_intent),
        ),
        params,
        '/v1/invoice_payments',
      ),
  ),
]
