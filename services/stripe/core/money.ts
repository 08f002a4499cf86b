const SCALE = 12n
const ONE = 10n ** SCALE

/** A decimal as a whole number of 10⁻¹². */
function toUnits(decimal: string): bigint {
  const [whole = '0', fraction = ''] = decimal.replace('-', '').split('.')
  const units = BigInt(whole) * ONE + BigInt(fraction.padEnd(Number(SCALE), '0'))
  return decimal.startsWith('-') ? -units : units
}

/** `decimal` × `quantity` in whole minor units, halves away from zero. Exact: no floating point. */
export function times(decimal: string, quantity: number): number {
  const product = toUnits(decimal) * BigInt(quantity)
  const half = product < 0n ? -ONE / 2n : ONE / 2n
  return Number((product + half) / ONE)
}

/** `amount` × `part` ÷ `all` in whole minor units, halves away from zero. */
export function share(amount: number, part: number, all: number): number {
  if (all === 0) return 0
  const [top, bottom] = [BigInt(Math.round(amount)) * BigInt(Math.round(part)), BigInt(Math.round(all))]
  const half = (top < 0n ? -bottom : bottom) / 2n
  return Number((top + half) / bottom)
}

/** An amount in minor units as people read it: ¥500, $9.00. */
export function showMoney(amount: number, currency: string): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency: currency.toUpperCase() })
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2
  return format.format(amount / 10 ** digits).replace('-', '−')
}
