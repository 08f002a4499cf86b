/** What the browser must know of plans without loading the schemas they are part of. */
export const CURRENCIES = ['USD', 'EUR', 'GBP', 'INR', 'JPY', 'BRL'] as const
export const INTERVALS = ['month', 'year'] as const
