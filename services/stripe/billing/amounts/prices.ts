import { invalid } from '../../core/errors.ts'
import { times } from '../../core/money.ts'
import type { Price, SubscriptionItem } from '../../core/objects.ts'

type Tier = NonNullable<Price['tiers']>[number]
/** What a price asks in one currency. */
type Rate = { unit: string; tiers: Tier[] | undefined }

/** @throws StripeError when it has no such currency */
export function rateIn(price: Price, currency: string): Rate {
  const here = price.currency === currency ? price : price.currency_options?.[currency]
  if (!here)
    throw invalid(`The price specified does not support the currency ${currency}.`, {
      code: 'resource_missing',
      param: 'currency',
    })
  return { unit: here.unit_amount_decimal ?? '0', tiers: here.tiers }
}

/** What so many of a price cost, in minor units. */
export function amountOf(price: Price, quantity: number, currency: string): number {
  const { unit, tiers } = rateIn(price, currency)
  const { divide_by: by = 1, round } = price.transform_quantity ?? {}
  const count = round === 'up' ? Math.ceil(quantity / by) : Math.floor(quantity / by)
  if (price.billing_scheme !== 'tiered' || !tiers) return times(unit, count)
  const last = tiers.findIndex(({ up_to: limit }) => limit === null || count <= limit)
  const used = tiers.slice(0, last + 1)
  const parts =
    price.tiers_mode === 'volume'
      ? used.slice(-1).map((tier) => tierAmount(tier, count))
      : graduated(used, count)
  return parts.reduce((sum, part) => sum + part, 0)
}

function graduated(tiers: Tier[], count: number): number[] {
  let from = 0
  return tiers.map((tier) => {
    const inTier = Math.min(count, tier.up_to ?? count) - from
    from += inTier
    return inTier > 0 ? tierAmount(tier, inTier) : 0
  })
}

const tierAmount = (tier: Tier, count: number) =>
  times(tier.unit_amount_decimal ?? '0', count) + times(tier.flat_amount_decimal ?? '0', 1)

export const isMetered = (price: Price): boolean => price.recurring?.usage_type === 'metered'

/** The older object that items still carry beside their price. */
export const planOf = (price: Price): SubscriptionItem['plan'] => ({
  id: price.id,
  object: 'plan',
  active: price.active,
  amount: price.unit_amount,
  amount_decimal: price.unit_amount_decimal,
  billing_scheme: price.billing_scheme,
  created: price.created,
  currency: price.currency,
  interval: price.recurring?.interval ?? 'month',
  interval_count: price.recurring?.interval_count ?? 1,
  livemode: false,
  metadata: price.metadata,
  meter: price.recurring?.meter ?? null,
  nickname: price.nickname,
  product: price.product,
  tiers_mode: price.tiers_mode,
  transform_usage: null,
  trial_period_days: null,
  usage_type: price.recurring?.usage_type ?? 'licensed',
})
