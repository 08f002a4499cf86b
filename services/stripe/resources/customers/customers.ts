import { endSubscription } from '../../billing/ending.ts'
import { del, get, post } from '../../core/api.ts'
import { invalid, missing } from '../../core/errors.ts'
import { newId, randomText } from '../../core/ids.ts'
import { created, page, paging } from '../../core/list.ts'
import { type Customer, mergeMetadata, nothing } from '../../core/objects.ts'
import { choice, emptyable, group, many, need, type Params, text, whole } from '../../core/shape.ts'
import type { World } from '../../core/world.ts'
import { attachMethod, findMethod, fullAddress } from '../../payments/methods.ts'
import { search } from '../search.ts'
import { address, metadata } from '../shapes.ts'
import { addTaxId, taxIdShape } from './tax-ids.ts'

const fields = {
  address: emptyable(address),
  balance: whole(),
  description: text(),
  email: text(512),
  invoice_prefix: text(12),
  invoice_settings: group({ default_payment_method: text() }),
  ...metadata,
  name: text(256),
  phone: text(20),
  preferred_locales: many(text(20)),
  tax_exempt: emptyable(choice('none', 'exempt', 'reverse')),
}
const creating = {
  ...fields,
  payment_method: text(),
  test_clock: text(),
  tax_id_data: many(group(taxIdShape)),
}

function createCustomer(world: World, params: Params<typeof creating>): Customer {
  const clock = params.test_clock
    ? world.store.get('test_helpers.test_clock', params.test_clock, 'test_clock').id
    : null
  const customer = world.create('customer', {
    id: newId('cus').slice(0, 18),
    object: 'customer',
    address: params.address ? fullAddress(params.address) : null,
    balance: params.balance ?? 0,
    created: world.now(clock),
    currency: null,
    default_source: null,
    delinquent: false,
    description: params.description || null,
    email: params.email || null,
    invoice_prefix: params.invoice_prefix || randomText(8).toUpperCase(),
    invoice_settings: nothing('custom_fields', 'default_payment_method', 'footer', 'rendering_options'),
    livemode: false,
    metadata: mergeMetadata({}, params.metadata),
    name: params.name || null,
    next_invoice_sequence: 1,
    phone: params.phone || null,
    preferred_locales: params.preferred_locales ?? [],
    shipping: null,
    tax_exempt: params.tax_exempt ?? 'none',
    test_clock: clock,
    ...nothing('discount', 'customer_account'),
  })
  for (const taxId of params.tax_id_data ?? []) addTaxId(world, customer.id, taxId)
  if (params.payment_method) attachMethod(world, findMethod(world, params.payment_method), customer.id)
  const method = params.invoice_settings?.default_payment_method
  return method
    ? updateCustomer(world, { invoice_settings: { default_payment_method: method } }, customer.id)
    : customer
}

function updateCustomer(world: World, params: Params<typeof fields>, id: string): Customer {
  const customer = world.store.get('customer', id)
  const method = params.invoice_settings?.default_payment_method
  if (method && findMethod(world, method, 'invoice_settings[default_payment_method]').customer !== id)
    throw invalid(
      `The customer does not have a payment method with the ID ${method}. The payment method must be attached to the customer.`,
      {
        param: 'invoice_settings[default_payment_method]',
        code: 'resource_missing',
      },
    )
  const text = (given: string | undefined, before: string | null | undefined) =>
    given === undefined ? (before ?? null) : given || null
  return world.update('customer', {
    ...customer,
    address:
      params.address === undefined
        ? (customer.address ?? null)
        : params.address && fullAddress(params.address),
    balance: params.balance ?? customer.balance,
    description: text(params.description, customer.description),
    email: text(params.email, customer.email),
    invoice_prefix: params.invoice_prefix ?? customer.invoice_prefix ?? null,
    invoice_settings: {
      ...customer.invoice_settings,
      default_payment_method: text(method, customer.invoice_settings.default_payment_method),
    },
    metadata: mergeMetadata(customer.metadata, params.metadata),
    name: text(params.name, customer.name),
    phone: text(params.phone, customer.phone),
    preferred_locales: params.preferred_locales ?? customer.preferred_locales ?? null,
    tax_exempt: params.tax_exempt === null ? 'none' : (params.tax_exempt ?? customer.tax_exempt ?? null),
  })
}

/** `DELETE /v1/customers/:id`: with the customer everything ends that would be billed. */
export function deleteCustomer(world: World, id: string) {
  const customer = world.store.get('customer', id)
  for (const subscription of world.store.all('subscription', (sub) => sub.customer === id && !sub.ended_at))
    endSubscription(world, subscription, { reason: 'cancellation_requested' })
  for (const invoice of world.store.all('invoice', (each) => each.customer === id)) {
    if (invoice.status === 'draft') world.remove('invoice', invoice)
    if (invoice.status === 'open')
      world.update('invoice', { ...invoice, auto_advance: false, next_payment_attempt: null })
  }
  const gone = world.remove('customer', customer)
  world.store.put('local.numbers', { id: `deleted ${id}`, object: 'local.numbers', next: 1 })
  return gone
}

/** A deleted customer can still be asked for, and says that it is deleted. */
function retrieveCustomer(world: World, id: string) {
  const customer = world.store.find('customer', id)
  if (customer) return customer
  if (world.store.find('local.numbers', `deleted ${id}`)) return { id, object: 'customer', deleted: true }
  throw missing('customer', id)
}

export const customers = [
  post('/v1/customers', 'CustomerCreateParams', creating, createCustomer),
  get(
    '/v1/customers',
    'CustomerListParams',
    { ...paging, ...created, email: text(), test_clock: text() },
    (world, params) =>
      page(
        world.store.all(
          'customer',
          ({ email, test_clock }) =>
            (params.email === undefined || email === params.email) &&
            (params.test_clock ?? null) === test_clock,
        ),
        params,
        '/v1/customers',
      ),
  ),
  get(
    '/v1/customers/search',
    'CustomerSearchParams',
    { query: need(text()), limit: whole(1, 100), page: text() },
    (world, params) =>
      search(world.store.all('customer'), params, '/v1/customers/search', [
        'created',
        'email',
        'name',
        'phone',
      ]),
  ),
  get('/v1/customers/:id', 'CustomerRetrieveParams', {}, (world, _params, [id = '']) =>
    retrieveCustomer(world, id),
  ),
  post('/v1/customers/:id', 'CustomerUpdateParams', fields, (world, params, [id = '']) =>
    updateCustomer(world, params, id),
  ),
  del('/v1/customers/:id', 'CustomerDeleteParams', {}, (world, _params, [id = '']) =>
    deleteCustomer(world, id),
  ),
  get(
    '/v1/customers/:id/payment_methods',
    'CustomerListPaymentMethodsParams',
    { ...paging, type: text() },
    (world, params, [id = '']) => {
      world.store.get('customer', id)
      return page(
        world.store.all('payment_method', ({ customer }) => customer === id),
        params,
        `/v1/customers/${id}/payment_methods`,
      )
    },
  ),
]
