import { get, post } from '../../core/api.ts'
import { invalid } from '../../core/errors.ts'
import { newId } from '../../core/ids.ts'
import { created, page, paging } from '../../core/list.ts'
import { mergeMetadata, nothing, type Price } from '../../core/objects.ts'
import { choice, flag, group, many, need, type Params, text, whole } from '../../core/shape.ts'
import type { World } from '../../core/world.ts'
import { search } from '../search.ts'
import { metadata } from '../shapes.ts'
import {
  assertSound,
  exact,
  type NewPrice,
  priceShape,
  rounded,
  taxBehavior,
  tiersOf,
} from './price-params.ts'

function createPrice(world: World, params: NewPrice): Price {
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

function optionsOf({ currency_options: options = {} }: NewPrice): NonNullable<Price['currency_options']> {
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

function makeProduct(world: World, data: NewPrice['product_data']): string {
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
  post('/v1/prices', 'PriceCreateParams', priceShape, createPrice),
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
