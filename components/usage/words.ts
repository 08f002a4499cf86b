export { costLabel as sayCost } from '@/components/models/format'

export const sayNumber = (value: number, locale: string): string =>
  new Intl.NumberFormat(locale).format(value)

/** @param day YYYY-MM-DD */
export const sayDay = (day: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { timeZone: 'UTC', day: 'numeric', month: 'short' }).format(new Date(day))
