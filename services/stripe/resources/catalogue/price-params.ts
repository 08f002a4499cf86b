import { invalid, notSimulated } from '../../core/errors.ts'
import type { Price } from '../../core/objects.ts'
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
} from '../../core/shape.ts'
import type { World } from '../../core/world.ts'
import { metadata } from '../shapes.ts'

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
export const taxBehavior = choice('exclusive', 'inclusive', 'unspecified')
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

export const priceShape = {
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
export type NewPrice = Params<typeof priceShape>
type Amount = { unit_amount?: number | undefined; unit_amount_decimal?: string | undefined }

export const exact = ({ unit_amount: whole, unit_amount_decimal: fraction }: Amount): string | null =>
  whole !== undefined ? String(whole) : (fraction ?? null)
export const rounded = (text: string | null): number | null =>
  text !== null && /^-?\d+(\.0*)?$/.test(text) ? Number(text) : null
export const tiersOf = (tiers: NewPrice['tiers']): Price['tiers'] =>
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

/** @throws StripeError when the parameters do not go together */
export function assertSound(world: World, params: NewPrice): void {
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
