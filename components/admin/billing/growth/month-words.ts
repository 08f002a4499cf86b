import { formatMoney } from '@/lib/core/money'

/** @param month YYYY-MM */
export const sayMonth = (month: string, locale: string, style: 'short' | 'long' = 'short'): string =>
  new Intl.DateTimeFormat(locale, { timeZone: 'UTC', month: style, year: 'numeric' }).format(
    new Date(`${month}-01`),
  )

/** A year's amount as a month of it. */
export const sayMonthly = (yearly: number, currency: string, locale: string): string =>
  formatMoney(Math.round(yearly / 12), currency, locale)
