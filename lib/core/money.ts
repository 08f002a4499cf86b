/** @returns how many decimals a currency has: 2 for most, none for the yen */
export function decimalsOf(currency: string): number {
  return (
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  )
}

/**
 * Money in words: `$9`, `€8.50`, `¥1,400`.
 *
 * @param amount in the smallest unit of the currency (cents; yen, which have none)
 * @param locale how numbers are written; decimals are left out where there are none to say
 */
export function formatMoney(amount: number, currency: string, locale: string): string {
  const decimals = decimalsOf(currency)
  const value = amount / 10 ** decimals
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: Number.isInteger(value) ? 0 : decimals,
    maximumFractionDigits: decimals,
  }).format(value)
}
