import type { Currency, Extras } from '../schema'

type Amounts = Record<Currency, number>

/** Smallest units of amounts in major ones. The yen has no minor unit. */
const minor = (major: Amounts): Amounts =>
  Object.fromEntries(
    Object.entries(major).map(([currency, amount]) => [
      currency,
      currency === 'JPY' ? amount : Math.round(amount * 100),
    ]),
  ) as Amounts

/**
 * What there is beyond a plan: packs of messages that are paid before, and the price of one that is paid as one goes. An operator
 * changes it with `extras` in the file that PLANS names.
 */
export const EXTRAS: Extras = {
  packs: [
    {
      key: '1000',
      messages: 1_000,
      prices: minor({ USD: 5, EUR: 5, GBP: 4, INR: 249, JPY: 800, BRL: 16 }),
    },
    {
      key: '5000',
      messages: 5_000,
      prices: minor({ USD: 20, EUR: 20, GBP: 17, INR: 990, JPY: 3_200, BRL: 65 }),
    },
  ],
  perMessage: minor({ USD: 0.01, EUR: 0.01, GBP: 0.01, INR: 0.5, JPY: 2, BRL: 0.04 }),
}
