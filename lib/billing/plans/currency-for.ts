import type { Currency } from '../schema'

const EURO = 'AT BE CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK BG'
const REGIONS: Record<string, Currency> = {
  ...Object.fromEntries(EURO.split(' ').map((region) => [region, 'EUR' as const])),
  GB: 'GBP',
  IN: 'INR',
  JP: 'JPY',
  BR: 'BRL',
}

/**
 * @param acceptLanguage what a browser says it reads
 * @returns the currency of the country its first language is likeliest of; dollars for all others
 */
export function currencyFor(acceptLanguage: string | null): Currency {
  const tag = acceptLanguage?.split(/[,;]/)[0]?.trim() ?? ''
  try {
    return REGIONS[new Intl.Locale(tag).maximize().region ?? ''] ?? 'USD'
  } catch {
    return 'USD'
  }
}

/** @returns the first language a browser reads, as Intl knows it; English for none */
export function localeFor(acceptLanguage: string | null): string {
  const tag = acceptLanguage?.split(/[,;]/)[0]?.trim() ?? ''
  try {
    return new Intl.Locale(tag).toString()
  } catch {
    return 'en'
  }
}
