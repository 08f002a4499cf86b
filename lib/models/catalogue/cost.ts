import type { ModelPrice } from '../schema'

type Tokens = { input: number; output: number; cached?: number | undefined }

/**
 * What a reply cost at these prices.
 *
 * @returns millionths of a USD (a price is USD for a million tokens, so one token at a price of 3 costs 3 of them), rounded up
 */
export function costOf({ input, output, cached = 0 }: Tokens, price: ModelPrice): number {
  const fresh = Math.max(0, input - cached)
  return Math.ceil(fresh * price.input + cached * (price.cached ?? price.input) + output * price.output)
}
