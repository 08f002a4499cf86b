import { contextLengthExceeded } from '../api-error.ts'
import type { LoadedModel } from './model-host.ts'
import type { EmbeddingOutcome } from './types.ts'

/**
 * Embeds each input, one after the other.
 * @throws ApiError 400 when an input is too long; the signal's reason between two inputs
 */
export async function embedAll(
  loaded: LoadedModel,
  inputs: string[],
  signal: AbortSignal,
): Promise<EmbeddingOutcome> {
  const context = await loaded.embeddingContext()
  const limit = Math.min(loaded.contextTokens, 2_048)
  const lengths = inputs.map((input) => context.calculateInputLength(input))
  lengths.forEach((length, index) => {
    if (length >= limit)
      throw contextLengthExceeded(limit, length, inputs.length > 1 ? `input[${index}]` : 'input')
  })
  const vectors: number[][] = []
  for (const input of inputs) {
    signal.throwIfAborted()
    vectors.push(normalize((await context.getEmbeddingFor(input)).vector))
  }
  return { vectors, tokens: lengths.reduce((sum, length) => sum + length, 0) }
}

/** Scales a vector to length 1, as OpenAI's are, so that a dot product is the cosine. */
function normalize(vector: readonly number[]): number[] {
  const length = Math.hypot(...vector)
  return length === 0 ? [...vector] : vector.map((value) => value / length)
}
