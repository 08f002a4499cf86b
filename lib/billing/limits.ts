/** What the browser must know of plans without loading the schemas they are part of. */
export const CURRENCIES = ['USD', 'EUR', 'GBP', 'INR', 'JPY', 'BRL'] as const
export const INTERVALS = ['month', 'year'] as const
/** Seats somebody can buy without asking. */
export const SEATS_MAX = 500
/** Characters of the words that go with a plan that is given. */
export const NOTE_MAX = 200
/** Days after a payment failed during which a plan stays. */
export const GRACE_DAYS = 7
/** As many as Stripe lets a plan be tried for. */
export const TRIAL_DAYS_MAX = 730
/** Packs somebody can buy at once. */
export const PACKS_MAX = 20
/** Messages a pack can have, and that can be given at once. */
export const CREDIT_MAX = 1_000_000
/** The most that can be agreed to beyond a plan for a billing period, in the smallest unit of a currency. */
export const CEILING_MAX = 10_000_000
