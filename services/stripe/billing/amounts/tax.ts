import { share } from '../../core/money.ts'
import type { Customer, InvoiceLine, TaxId } from '../../core/objects.ts'
import type { World } from '../../core/world.ts'

/** Who is taxed: where they are, and whether they are at all. */
export type Taxed = Pick<Customer, 'id' | 'address' | 'tax_exempt'>
type Tax = NonNullable<InvoiceLine['taxes']>[number]

/** Simple rates in hundredths of a percent: the standard rate of the country, and nothing of states, kinds of goods or thresholds. */
const RATES: Record<string, number> = {
  AT: 2000,
  AU: 1000,
  BE: 2100,
  BG: 2000,
  BR: 1700,
  CA: 500,
  CH: 810,
  CY: 1900,
  CZ: 2100,
  DE: 1900,
  DK: 2500,
  EE: 2400,
  ES: 2100,
  FI: 2550,
  FR: 2000,
  GB: 2000,
  GR: 2400,
  HR: 2500,
  HU: 2700,
  IE: 2300,
  IN: 1800,
  IT: 2200,
  JP: 1000,
  LT: 2100,
  LU: 1700,
  LV: 2100,
  MT: 1800,
  MX: 1600,
  NL: 2100,
  NO: 2500,
  NZ: 1500,
  PL: 2300,
  PT: 2300,
  RO: 2100,
  SE: 2500,
  SG: 900,
  SI: 2200,
  SK: 2300,
}
const NAMES: Record<string, string> = { AU: 'GST', CA: 'GST', IN: 'GST', JP: 'JCT', NZ: 'GST', SG: 'GST' }

/** "VAT 19 %", as an invoice names it. */
export const taxName = (country: string): string =>
  `${NAMES[country] ?? 'VAT'} ${(RATES[country] ?? 0) / 100} %`

/**
 * The tax on an amount for a customer.
 * @param behavior whether the price holds the tax; a price that does not say is without
 */
export function taxOn(world: World, customer: Taxed, amount: number, behavior: string | null): Tax | null {
  const country = customer.address?.country
  const rate = country ? (RATES[country] ?? 0) : 0
  if (!country || rate === 0) return null
  const inclusive = behavior === 'inclusive'
  const reason = reasonFor(world, customer)
  const tax = inclusive ? share(amount, rate, 10_000 + rate) : share(amount, rate, 10_000)
  return {
    amount: reason === 'standard_rated' ? tax : 0,
    tax_behavior: inclusive ? 'inclusive' : 'exclusive',
    tax_rate_details: { tax_rate: `txr_local_${country}` },
    taxability_reason: reason,
    taxable_amount: reason === 'standard_rated' ? amount - (inclusive ? tax : 0) : 0,
    type: 'tax_rate_details',
  }
}

function reasonFor(world: World, customer: Taxed): Tax['taxability_reason'] {
  if (customer.tax_exempt === 'exempt') return 'customer_exempt'
  const isBusinessAbroad =
    world.store.all('tax_id', (taxId: TaxId) => taxId.customer === customer.id && taxId.type === 'eu_vat')
      .length > 0
  return customer.tax_exempt === 'reverse' || isBusinessAbroad ? 'reverse_charge' : 'standard_rated'
}
