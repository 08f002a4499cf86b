import type { TokenUsage } from '@/lib/chat/schema'
import type { ModelDto } from '@/lib/models/schema'

/** USD for a million tokens. `cached`: of a prompt the provider has read before; without it, as `input`. */
type Price = { input: number; output: number; cached?: number | undefined }
/** Not every model has a price that is known. */
export type PricedModel = ModelDto & { price?: Price | null }

/** @returns what a reply cost, in USD; null when the model's price is not known */
export function costOf(usage: TokenUsage | undefined, model: PricedModel | undefined): number | null {
  const price = model?.price
  if (!usage || !price) return null
  // Tokens from the cache are among those that were read.
  const { input, output, cached = 0 } = usage
  const read = (input - cached) * price.input + cached * (price.cached ?? price.input)
  return (read + output * price.output) / 1_000_000
}

/** @returns an amount such as "$0.0042": two digits that say something, also of a fraction of a cent */
export function formatCost(usd: number, locale: string): string {
  const isSmall = usd > 0 && usd < 1
  const digits = isSmall ? { maximumSignificantDigits: 2 } : { minimumFractionDigits: 2 }
  return new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD', ...digits }).format(usd)
}
