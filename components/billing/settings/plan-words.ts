import type { Plan } from '@/lib/billing/schema'

export const INTERVALS = [
  { value: 'month', label: 'Monthly' },
  { value: 'year', label: 'Yearly' },
] as const

/** What a plan brings, in a line. */
export function amountWords({ limits, hasSeats }: Plan, locale: string): string {
  const number = (value: number) => new Intl.NumberFormat(locale).format(value)
  const { messagesPerDay: day, messagesPerMonth: month } = limits
  const amounts = [day !== null && `${number(day)} a day`, month !== null && `${number(month)} a month`]
    .filter(Boolean)
    .join(', ')
  return amounts && `Messages: ${amounts}${hasSeats ? ', for each seat' : ''}.`
}
