import 'server-only'
import type { ModelPrice } from '@/lib/models/schema'
import { costOf } from '@/lib/models/server'
import type { ModelPart } from '@/lib/platform/models/stream-model'
import type { TokenUsage } from '../schema'

type Told = Extract<ModelPart, { type: 'finish' }>['usage']

/** @returns what a call took, as its provider tells at the end, and what it cost */
export function tokensOf({ inputTokens, outputTokens }: Told, price: ModelPrice | null): TokenUsage {
  const { cacheRead: cached } = inputTokens
  const { reasoning } = outputTokens
  const tokens = { input: inputTokens.total ?? 0, output: outputTokens.total ?? 0, ...(cached && { cached }) }
  return { ...tokens, ...(reasoning && { reasoning }), ...(price && { cost: costOf(tokens, price) }) }
}
