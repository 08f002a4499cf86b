import { del, get, post } from '../../core/api.ts'
import { invalid } from '../../core/errors.ts'
import { newId } from '../../core/ids.ts'
import { page, paging } from '../../core/list.ts'
import { nothing, type TaxId } from '../../core/objects.ts'
import { need, text } from '../../core/shape.ts'
import type { World } from '../../core/world.ts'

export const taxIdShape = { type: need(text()), value: need(text()) }

/** The shapes that are checked; others are taken as they are. */
const FORMATS: Record<string, RegExp> = {
  eu_vat: /^[A-Z]{2}[0-9A-Z+*]{2,12}$/,
  gb_vat: /^(GB)?(\d{9}|\d{12}|(GD|HA)\d{3})$/,
  in_gst: /^\d{2}[A-Z]{5}\d{4}[A-Z][0-9A-Z]Z[0-9A-Z]$/,
  us_ein: /^\d{2}-?\d{7}$/,
  br_cnpj: /^\d{2}\.?\d{3}\.?\d{3}\/?\d{4}-?\d{2}$/,
  br_cpf: /^\d{3}\.?\d{3}\.?\d{3}-?\d{2}$/,
  ch_vat: /^CHE[\d.-]{9,12} ?(MWST|TVA|IVA)$/,
  jp_cn: /^\d{13}$/,
  jp_trn: /^T\d{13}$/,
  au_abn: /^\d{11}$/,
  ca_gst_hst: /^\d{9}RT\d{4}$/,
}
export const TAX_ID_TYPES = Object.keys(FORMATS)

/** @throws StripeError when the number cannot be one of its kind */
export function addTaxId(
  world: World,
  customer: string,
  { type, value }: { type: string; value: string },
): TaxId {
  const format = FORMATS[type]
  if (!format) throw invalid(`Invalid type: must be one of ${TAX_ID_TYPES.join(', ')}`, { param: 'type' })
  if (!format.test(value))
    throw invalid(`Invalid value for ${type}.`, { code: 'tax_id_invalid', param: 'value' })
  return world.create('tax_id', {
    id: newId('txi'),
    object: 'tax_id',
    country: type === 'eu_vat' ? value.slice(0, 2) : type.slice(0, 2).toUpperCase(),
    created: world.timeOf(customer),
    customer,
    livemode: false,
    owner: { type: 'customer', customer, customer_account: null },
    type: type as TaxId['type'],
    value,
    verification: { status: 'pending', ...nothing('verified_address', 'verified_name') },
    ...nothing('customer_account'),
  })
}

const of = (world: World, customer: string, id: string): TaxId => {
  const taxId = world.store.get('tax_id', id)
  if (taxId.customer === customer) return taxId
  throw invalid(`No such tax_id: '${id}'`, { code: 'resource_missing', param: 'id' }, 404)
}

export const taxIds = [
  post('/v1/customers/:id/tax_ids', 'CustomerCreateTaxIdParams', taxIdShape, (world, params, [id = '']) =>
    addTaxId(world, world.store.get('customer', id).id, params),
  ),
  get('/v1/customers/:id/tax_ids', 'CustomerListTaxIdsParams', paging, (world, params, [id = '']) =>
    page(
      world.store.all('tax_id', ({ customer }) => customer === id),
      params,
      `/v1/customers/${id}/tax_ids`,
    ),
  ),
  get(
    '/v1/customers/:id/tax_ids/:id',
    'CustomerRetrieveTaxIdParams',
    {},
    (world, _params, [customer = '', id = '']) => of(world, customer, id),
  ),
  del(
    '/v1/customers/:id/tax_ids/:id',
    'CustomerDeleteTaxIdParams',
    {},
    (world, _params, [customer = '', id = '']) => world.remove('tax_id', of(world, customer, id)),
  ),
]
