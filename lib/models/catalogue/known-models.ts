import type { ModelPrice } from '../schema'

export type Vendor = 'openai' | 'anthropic' | 'google' | 'open'

/** What is known of a family of models. Sizes in tokens, prices as the vendor's own price list has them. */
export type KnownModel = {
  vendor: Vendor
  /** How the ids begin, in lower case, without the vendor. */
  prefix: string
  contextWindow: number
  maxOutput?: number
  price?: ModelPrice
  seesImages?: true
  /** Only said when it does not. */
  usesTools?: false
  reasons?: true
  /** Refuses temperature and top-p. */
  samples?: false
}

type Facts = Omit<KnownModel, 'vendor' | 'prefix' | 'contextWindow' | 'maxOutput' | 'price'>
type Row = [
  prefix: string,
  contextWindow: number,
  maxOutput: number | undefined,
  price: number[],
  facts?: Facts,
]

const SEES: Facts = { seesImages: true }
const THINKS: Facts = { seesImages: true, reasons: true }
/** OpenAI's reasoning models take no temperature. */
const ONLY_THINKS: Facts = { seesImages: true, reasons: true, samples: false }

// Prices: input, output, cached input; USD for a million tokens.
const OPENAI: Row[] = [
  ['gpt-5-pro', 400_000, 272_000, [15, 120], ONLY_THINKS],
  ['gpt-5-mini', 400_000, 128_000, [0.25, 2, 0.025], ONLY_THINKS],
  ['gpt-5-nano', 400_000, 128_000, [0.05, 0.4, 0.005], ONLY_THINKS],
  ['gpt-5-chat', 128_000, 16_384, [1.25, 10, 0.125], SEES],
  ['gpt-5.1', 400_000, 128_000, [1.25, 10, 0.125], ONLY_THINKS],
  ['gpt-5', 400_000, 128_000, [1.25, 10, 0.125], ONLY_THINKS],
  ['gpt-4.1-mini', 1_047_576, 32_768, [0.4, 1.6, 0.1], SEES],
  ['gpt-4.1-nano', 1_047_576, 32_768, [0.1, 0.4, 0.025], SEES],
  ['gpt-4.1', 1_047_576, 32_768, [2, 8, 0.5], SEES],
  ['gpt-4o-mini', 128_000, 16_384, [0.15, 0.6, 0.075], SEES],
  ['gpt-4o', 128_000, 16_384, [2.5, 10, 1.25], SEES],
  ['chatgpt-4o', 128_000, 16_384, [5, 15], { seesImages: true, usesTools: false }],
  ['gpt-4-turbo', 128_000, 4_096, [10, 30], SEES],
  ['gpt-4', 8_192, 8_192, [30, 60]],
  ['gpt-3.5-turbo', 16_385, 4_096, [0.5, 1.5]],
  ['o4-mini', 200_000, 100_000, [1.1, 4.4, 0.275], ONLY_THINKS],
  ['o3-mini', 200_000, 100_000, [1.1, 4.4, 0.55], { reasons: true, samples: false }],
  ['o3-pro', 200_000, 100_000, [20, 80], ONLY_THINKS],
  ['o3', 200_000, 100_000, [2, 8, 0.5], ONLY_THINKS],
  ['o1-mini', 128_000, 65_536, [1.1, 4.4, 0.55], { reasons: true, samples: false }],
  ['o1', 200_000, 100_000, [15, 60, 7.5], ONLY_THINKS],
]
const ANTHROPIC: Row[] = [
  ['claude-opus-4-5', 200_000, 64_000, [5, 25, 0.5], THINKS],
  ['claude-opus-4', 200_000, 32_000, [15, 75, 1.5], THINKS],
  ['claude-sonnet-4', 200_000, 64_000, [3, 15, 0.3], THINKS],
  ['claude-haiku-4', 200_000, 64_000, [1, 5, 0.1], THINKS],
  ['claude-3-7-sonnet', 200_000, 64_000, [3, 15, 0.3], THINKS],
  ['claude-3-5-sonnet', 200_000, 8_192, [3, 15, 0.3], SEES],
  ['claude-3-5-haiku', 200_000, 8_192, [0.8, 4, 0.08], SEES],
  ['claude-3-opus', 200_000, 4_096, [15, 75, 1.5], SEES],
  ['claude-3-haiku', 200_000, 4_096, [0.25, 1.25, 0.03], SEES],
]
const GOOGLE: Row[] = [
  ['gemini-3-pro', 1_048_576, 65_536, [2, 12, 0.2], THINKS],
  ['gemini-2.5-pro', 1_048_576, 65_536, [1.25, 10, 0.125], THINKS],
  ['gemini-2.5-flash-lite', 1_048_576, 65_536, [0.1, 0.4, 0.01], THINKS],
  ['gemini-2.5-flash', 1_048_576, 65_536, [0.3, 2.5, 0.03], THINKS],
  ['gemini-2.0-flash-lite', 1_048_576, 8_192, [0.075, 0.3], SEES],
  ['gemini-2.0-flash', 1_048_576, 8_192, [0.1, 0.4, 0.025], SEES],
  ['gemini-1.5-pro', 2_097_152, 8_192, [1.25, 5], SEES],
  ['gemini-1.5-flash', 1_048_576, 8_192, [0.075, 0.3], SEES],
]
/** Open weights: what they cost is up to who runs them. */
const OPEN: Row[] = [
  ['gpt-oss', 131_072, undefined, [], { reasons: true }],
  ['llama-4', 131_072, undefined, [], SEES],
  ['llama-3.3', 131_072, undefined, []],
  ['llama-3.2', 131_072, undefined, []],
  ['llama-3.1', 131_072, undefined, []],
  ['llama3.1', 131_072, undefined, []],
  ['llama-3', 8_192, undefined, []],
  ['qwen3', 32_768, undefined, [], { reasons: true }],
  ['qwen2.5', 32_768, undefined, []],
  ['mistral-large', 131_072, undefined, []],
  ['mistral-small', 32_768, undefined, []],
  ['mixtral-8x7b', 32_768, undefined, []],
  ['deepseek-r1', 65_536, undefined, [], { reasons: true }],
  ['deepseek', 65_536, undefined, []],
  ['gemma-3', 131_072, undefined, [], { seesImages: true, usesTools: false }],
  ['gemma2', 8_192, undefined, [], { usesTools: false }],
  ['phi-4', 16_384, undefined, []],
]

/** Longer prefixes stand before the shorter ones they begin with: the first that fits counts. */
export const KNOWN_MODELS: readonly KnownModel[] = (
  [
    ['openai', OPENAI],
    ['anthropic', ANTHROPIC],
    ['google', GOOGLE],
    ['open', OPEN],
  ] as const
).flatMap(([vendor, rows]) => rows.map((row) => toKnown(vendor, row)))

function toKnown(
  vendor: Vendor,
  [prefix, contextWindow, maxOutput, [input, output, cached], facts]: Row,
): KnownModel {
  return {
    vendor,
    prefix,
    contextWindow,
    ...(maxOutput && { maxOutput }),
    ...(input !== undefined && output !== undefined && { price: { input, output, cached } }),
    ...facts,
  }
}
