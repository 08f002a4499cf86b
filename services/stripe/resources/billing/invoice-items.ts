import { amountOf } from '../../billing/amounts/prices.ts'
import { withTotals } from '../../billing/amounts/totals.ts'
import { addInvoiceItem, lineOfItem, productName } from '../../billing/lines.ts'
import { del, get, post } from '../../core/api.ts'
import { invalid } from '../../core/errors.ts'
import { created, page, paging } from '../../core/list.ts'
import { mergeMetadata } from '../../core/objects.ts'
import { flag, group, need, type Params, text, whole } from '../../core/shape.ts'
import type { World } from '../../core/world.ts'
import { MOST_QUANTITY, metadata } from '../shapes.ts'

const itemCreating = {
  amount: whole(),
  currency: text(3),
  customer: need(text()),
  description: text(),
  discountable: flag(),
  invoice: text(),
  ...metadata,
  period: group({ start: need(whole(0)), end: need(whole(0)) }),
  pricing: group({ price: text() }),
  quantity: whole(0, MOST_QUANTITY),
  subscription: text(),
}

function createItem(world: World, params: Params<typeof itemCreating>) {
  const customer = world.store.get('customer', params.customer, 'customer')
  const price = params.pricing?.price
    ? world.store.get('price', params.pricing.price, 'pricing[price]')
    : null
  const currency = (params.currency ?? price?.currency ?? customer.currency ?? '').toLowerCase()
  if (!currency)
    throw invalid('Missing required param: currency.', { param: 'currency', code: 'parameter_missing' })
  if (!price && params.amount === undefined)
    throw invalid('Missing required param: amount.', { param: 'amount', code: 'parameter_missing' })
  const now = world.timeOf(customer.id)
  const draft = params.invoice ? world.store.get('invoice', params.invoice, 'invoice') : null
  if (draft && draft.status !== 'draft')
    throw invalid('This invoice is no longer editable', { code: 'invoice_not_editable', param: 'invoice' })
  const quantity = params.quantity ?? 1
  const item = addInvoiceItem(world, {
    customer: customer.id,
    amount: price ? amountOf(price, quantity, currency) : (params.amount ?? 0),
    currency,
    description: params.description || (price ? productName(world, price) : ''),
    price,
    quantity,
    period: params.period ?? { start: now, end: now },
    discountable: params.discountable ?? true,
    metadata: mergeMetadata({}, params.metadata),
    invoice: draft?.id ?? null,
    subscription: params.subscription
      ? {
          id: params.subscription,
          item: world.store.get('subscription', params.subscription, 'subscription').items.data[0]?.id ?? '',
        }
      : null,
  })
  if (draft)
    world.update(
      'invoice',
      withTotals(world, {
        ...draft,
        lines: { ...draft.lines, data: [...draft.lines.data, lineOfItem(world, item)] },
      }),
    )
  return item
}

export const invoiceItems = [
  post('/v1/invoiceitems', 'InvoiceItemCreateParams', itemCreating, createItem),
  get(
    '/v1/invoiceitems',
    'InvoiceItemListParams',
    { ...paging, ...created, customer: text(), invoice: text(), pending: flag() },
    ({ store }, params) =>
      page(
        store.all(
          'invoiceitem',
          ({ customer, invoice }) =>
            (!params.customer || customer === params.customer) &&
            (!params.invoice || invoice === params.invoice) &&
            (params.pending === undefined || params.pending === (invoice === null)),
        ),
        params,
        '/v1/invoiceitems',
      ),
  ),
  get('/v1/invoiceitems/:id', 'InvoiceItemRetrieveParams', {}, ({ store }, _params, [id = '']) =>
    store.get('invoiceitem', id),
  ),
  del('/v1/invoiceitems/:id', 'InvoiceItemDeleteParams', {}, (world, _params, [id = '']) => {
    const item = world.store.get('invoiceitem', id)
    if (item.invoice)
      throw invalid('This invoice item is on an invoice already.', { code: 'invoice_not_editable' })
    return world.remove('invoiceitem', item)
  }),
]
