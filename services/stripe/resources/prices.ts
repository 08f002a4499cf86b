import { get, post } from '../core/api.ts'
import { invalid, notSimulated } from '../core/errors.ts'
import { newId } from '../core/ids.ts'
import { created, page, paging } from '../core/list.ts'
import { mergeMetadata, nothing, type Price } from '../core/objects.ts'
import {
  choice,
  decimal,
  flag,
  group,
  many,
  need,
  or,
  type Params,
  type Rule,
  text,
  whole,
} from '../core/shape.ts'
import type { World } from '../core/world.ts'
import { search } from './search.ts'
import { metadata } from './shapes.ts'

const tier = group({
  up_to: need(or('inf', whole(1))),
  flat_amount: whole(0),
  flat_amount_decimal: decimal(),
  unit_amount: whole(0),
  unit_amount_decimal: decimal(),
})
const recurring = group({
  interval: need(choice('day', 'week', 'month', 'year')),
  interval_count: whole(1, 156),
  meter: text(),
  usage_type: choice('licensed', 'metered'),
})
const taxBehavior = choice('exclusive', 'inclusive', 'unspecified')
const option = group({
  tax_behavior: taxBehavior,
  tiers: many(tier),
  unit_amount: whole(0),
  unit_amount_decimal: decimal(),
})

/** Any names, each with the same rule. */
const byName = <T>(each: Rule<T>): Rule<Record<string, T>> => ({
  each,
  read(raw, path) {
    if (typeof raw === 'string') throw invalid('Invalid object', { param: path })
    return Object.fromEntries(
      Object.entries(raw).map(([name, value]) => [name, each.read(value, `${path}[${name}]`)]),
    )
  },
})

const creating = {
  active: flag(),
  billing_scheme: choice('per_unit', 'tiered'),
  currency: need(text(3)),
  currency_options: byName(option),
  lookup_key: text(200),
  ...metadata,
  nickname: text(),
  product: text(),
  product_data: group({ id: text(), name: need(text()), tax_code: text(), unit_label: text(), ...metadata }),
  recurring,
  tax_behavior: taxBehavior,
  tiers: many(tier),
  tiers_mode: choice('graduated', 'volume'),
  transfer_lookup_key: flag(),
  transform_quantity: group({ divide_by: need(whole(1)), round: need(choice('down', 'up')) }),
  unit_amount: whole(0),
  unit_amount_decimal: decimal(),
}
type Creating = Params<typeof creating>
type Amount = { unit_amount?: number | undefined; unit_amount_decimal?: string | undefined }

const exact = ({ unit_amount: whole, unit_amount_decimal: fraction }: Amount): string | null =>
  whole !== undefined ? String(whole) : (fraction ?? null)
const rounded = (text: string | null): number | null =>
  text !== null && /^-?\d+(\.0*)?$/.test(text) ? Number(text) : null
const tiersOf = (tiers: Creating['tiers']): Price['tiers'] =>
  tiers?.map(({ up_to, ...tier }) => {
    const unit = exact(tier)
    const flat = exact({ unit_amount: tier.flat_amount, unit_amount_decimal: tier.flat_amount_decimal })
    return {
      flat_amount: rounded(flat),
      flat_amount_decimal: flat,
      unit_amount: rounded(unit),
      unit_amount_decimal: unit,
      up_to: up_to === 'inf' ? null : up_to,
    }
  })

function assertSound(world: World, params: Creating): void {
  const currency = params.currency.toLowerCase()
  if (!Intl.supportedValuesOf('currency').includes(currency.toUpperCase()))
    throw invalid(`Invalid currency: ${params.currency}`, { param: 'currency' })
  if (!params.product && !params.product_data)
    throw invalid('You must specify either `product` or `product_data` when creating a price.', {
      param: 'product',
      code: 'parameter_missing',
    })
  if (params.product) world.store.get('product', params.product, 'product')
  if (params.unit_amount !== undefined && params.unit_amount_decimal !== undefined)
    throw invalid('Specify only one of `unit_amount` and `unit_amount_decimal`.', {
      param: 'unit_amount_decimal',
    })
  if (params.billing_scheme === 'tiered' ? !params.tiers || !params.tiers_mode : exact(params) === null)
    throw invalid('Missing required param: unit_amount.', { param: 'unit_amount', code: 'parameter_missing' })
  if (params.tiers && params.tiers.at(-1)?.up_to !== 'inf')
    throw invalid('The last tier must have `up_to` = "inf".', { param: 'tiers' })
  if (params.recurring?.usage_type === 'metered' && !params.recurring.meter)
    throw invalid('Metered prices must be backed by a meter.', { param: 'recurring[meter]' })
  if (params.recurring?.meter) {
    if (params.recurring.usage_type !== 'metered')
      throw invalid('Only metered prices have a meter.', { param: 'recurring[meter]' })
    world.store.get('billing.meter', params.recurring.meter, 'recurring[meter]')
  }
  if (params.transform_quantity && params.billing_scheme === 'tiered')
    throw notSimulated('transform_quantity with tiers', 'transform_quantity')
}

function createPrice(world: World, params: Creating): Price {
  assertSound(world, params)
  takeLookupKey(world, params.lookup_key, params.transfer_lookup_key ?? false, null)
  const product = params.product ?? makeProduct(world, params.product_data)
  const { recurring: repeats } = params
  const unit = exact(params)
  return world.create('price', {
    id: newId('price'),
    object: 'price',
    active: params.active ?? true,
    billing_scheme: params.billing_scheme ?? 'per_unit',
    created: world.now(),
    currency: params.currency.toLowerCase(),
    ...(params.currency_options && { currency_options: optionsOf(params) }),
    custom_unit_amount: null,
    livemode: false,
    lookup_key: params.lookup_key || null,
    metadata: mergeMetadata({}, params.metadata),
    nickname: params.nickname || null,
    product,
    recurring: repeats
      ? {
          interval: repeats.interval,
          interval_count: repeats.interval_count ?? 1,
          meter: repeats.meter ?? null,
          trial_period_days: null,
          usage_type: repeats.usage_type ?? 'licensed',
        }
      : null,
    tax_behavior: params.tax_behavior ?? 'unspecified',
    ...(params.tiers && { tiers: tiersOf(params.tiers) ?? [] }),
    tiers_mode: params.tiers_mode ?? null,
    transform_quantity: params.transform_quantity ?? null,
    type: repeats ? 'recurring' : 'one_time',
    unit_amount: rounded(unit),
    unit_amount_decimal: unit,
  })
}

function optionsOf({ currency_options: options = {} }: Creating): NonNullable<Price['currency_options']> {
  return Object.fromEntries(
    Object.entries(options).map(([currency, given]) => {
      const unit = exact(given)
      const tiers = tiersOf(given.tiers)
      return [
        currency.toLowerCase(),
        {
          custom_unit_amount: null,
          tax_behavior: given.tax_behavior ?? 'unspecified',
          ...(tiers && { tiers }),
          unit_amount: rounded(unit),
          unit_amount_decimal: unit,
        },
      ]
    }),
  )
}

function makeProduct(world: World, data: Creating['product_data']): string {
  const now = world.now()
  return world.create('product', {
    id: data?.id ?? newId('prod').slice(0, 19),
    object: 'product',
    active: true,
    created: now,
    images: [],
    livemode: false,
    marketing_features: [],
    metadata: mergeMetadata({}, data?.metadata),
    name: data?.name ?? '',
    tax_code: data?.tax_code || null,
    type: 'service',
    unit_label: data?.unit_label || null,
    updated: now,
    ...nothing(
      'default_price',
      'description',
      'package_dimensions',
      'shippable',
      'statement_descriptor',
      'tax_details',
      'url',
    ),
  }).id
}

/** A lookup key belongs to one price; it moves only when that is asked for. */
function takeLookupKey(world: World, key: string | undefined, moves: boolean, self: string | null): void {
  const holder = key
    ? world.store.all('price', ({ lookup_key, id }) => lookup_key === key && id !== self)[0]
    : undefined
  if (!holder) return
  if (!moves)
    throw invalid(`A price (\`${holder.id}\`) already uses that lookup key.`, {
      param: 'lookup_key',
      code: 'resource_already_exists',
    })
  world.update('price', { ...holder, lookup_key: null })
}

const updating = {
  active: flag(),
  lookup_key: text(200),
  ...metadata,
  nickname: text(),
  tax_behavior: taxBehavior,
  transfer_lookup_key: flag(),
}

function updatePrice(world: World, params: Params<typeof updating>, id: string): Price {
  const price = world.store.get('price', id)
  takeLookupKey(world, params.lookup_key, params.transfer_lookup_key ?? false, id)
  if (
    params.tax_behavior &&
    price.tax_behavior !== 'unspecified' &&
    params.tax_behavior !== price.tax_behavior
  )
    throw invalid('The tax behavior of a price cannot be changed once it is set.', { param: 'tax_behavior' })
  return world.update('price', {
    ...price,
    active: params.active ?? price.active,
    lookup_key: params.lookup_key === undefined ? price.lookup_key : params.lookup_key || null,
    metadata: mergeMetadata(price.metadata, params.metadata),
    nickname: params.nickname === undefined ? price.nickname : params.nickname || null,
    tax_behavior: params.tax_behavior ?? price.tax_behavior,
  })
}

const listing = {
  ...paging,
  ...created,
  active: flag(),
  currency: text(3),
  lookup_keys: many(text(), 10),
  product: text(),
  recurring: group({
    interval: choice('day', 'week', 'month', 'year'),
    meter: text(),
    usage_type: choice('licensed', 'metered'),
  }),
  type: choice('one_time', 'recurring'),
}

function matches(
  price: Price,
  { active, currency, lookup_keys: keys, product, recurring: repeats, type }: Params<typeof listing>,
): boolean {
  return (
    (active === undefined || price.active === active) &&
    (!currency || price.currency === currency) &&
    (!keys || keys.includes(price.lookup_key ?? '')) &&
    (!product || price.product === product) &&
    (!type || price.type === type) &&
    (!repeats?.interval || price.recurring?.interval === repeats.interval) &&
    (!repeats?.meter || price.recurring?.meter === repeats.meter) &&
    (!repeats?.usage_type || price.recurring?.usage_type === repeats.usage_type)
  )
}

export const prices = [
  post('/v1/prices', 'PriceCreateParams', creating, createPrice),
  get('/v1/prices', 'PriceListParams', listing, (world, params) =>
    page(
      world.store.all('price', (price) => matches(price, params)),
      params,
      '/v1/prices',
    ),
  ),
  get(
    '/v1/prices/search',
    'PriceSearchParams',
    { query: need(text()), limit: whole(1, 100), page: text() },
    (world, params) =>
      search(world.store.all('price'), params, '/v1/prices/search', [
        'active',
        'currency',
        'lookup_key',
        'product',
        'type',
      ]),
  ),
  get('/v1/prices/:id', 'PriceRetrieveParams', {}, ({ store }, _params, [id = '']) => store.get('price', id)),
  post('/v1/prices/:id', 'PriceUpdateParams', updating, (world, params, [id = '']) =>
    updatePrice(world, params, id),
  ),
]
