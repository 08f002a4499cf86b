import type { Currency, Plan, Prices } from '../schema'

/** Major units of a month in each currency; a year costs ten months. The yen has no minor unit. */
function pricesOf(month: Record<Currency, number>): Prices {
  const units = Object.entries(month).map(
    ([currency, amount]) => [currency, currency === 'JPY' ? amount : amount * 100] as const,
  )
  const times = (months: number) =>
    Object.fromEntries(units.map(([currency, amount]) => [currency, amount * months])) as Prices['month']
  return { month: times(1), year: times(10) }
}

/**
 * The plans, from the smallest on: the one table that the page of prices, the limits, Stripe (`npm run stripe:sync`) and the pages of
 * managing read. The first is what everybody has who pays nothing. An operator changes it with PLANS (read-plans.ts).
 */
export const PLANS: readonly Plan[] = [
  {
    key: 'free',
    name: 'Free',
    summary: 'To think out loud every day.',
    limits: { messagesPerDay: 200, messagesPerMonth: 3_000 },
    prices: null,
    hasSeats: false,
    trialDays: 0,
    isOnRequest: false,
  },
  {
    key: 'pro',
    name: 'Pro',
    summary: 'For long days and large questions.',
    limits: { messagesPerDay: 1_500, messagesPerMonth: 20_000 },
    prices: pricesOf({ USD: 9, EUR: 9, GBP: 8, INR: 449, JPY: 1_400, BRL: 29 }),
    hasSeats: false,
    trialDays: 0,
    isOnRequest: false,
  },
  {
    key: 'business',
    name: 'Business',
    summary: 'As many seats as you need, on one invoice.',
    limits: { messagesPerDay: 3_000, messagesPerMonth: 50_000 },
    prices: pricesOf({ USD: 29, EUR: 29, GBP: 25, INR: 1_490, JPY: 4_500, BRL: 99 }),
    hasSeats: true,
    trialDays: 0,
    isOnRequest: false,
  },
  {
    key: 'enterprise',
    name: 'Enterprise',
    summary: 'Your own terms, agreed with whoever runs this Numina.',
    limits: { messagesPerDay: null, messagesPerMonth: null },
    prices: null,
    hasSeats: true,
    trialDays: 0,
    isOnRequest: true,
  },
]

/** What every plan has: only what the product does. */
export const INCLUDED: readonly string[] = [
  'Every model of this installation',
  'Models with your own key, which count for nothing',
  'Developer API with keys and limits',
  'Assistants, prompts and folders',
  'Search in everything you said',
  'Emotional insight, with your consent',
  'Temporary conversations',
  'Shared links, import and export',
  'Passkeys and a second step of signing in',
]
