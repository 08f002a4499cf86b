import 'server-only'
import { z } from 'zod'
import { type Endpoint, fetchFor } from './endpoint'

const vector = z.array(z.number()).min(1).max(8_192)
const openaiAnswer = z.object({ data: z.array(z.object({ index: z.number().int(), embedding: vector })) })
const googleAnswer = z.object({ embeddings: z.array(z.object({ values: vector })) })

/**
 * Asks a provider for the vectors of some texts.
 *
 * @returns one for each text, of length 1, so that their dot product is their cosine
 * @throws whatever the network throws, and when the provider refuses or answers something else
 */
export async function embedTexts(
  endpoint: Endpoint,
  model: string,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<Float32Array[]> {
  const { path, headers, body, read } = requestOf(endpoint, model, texts)
  const response = await fetchFor(endpoint)(endpoint.baseUrl + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
    signal,
    cache: 'no-store',
  })
  if (!response.ok) {
    await response.body?.cancel()
    throw new Error(`the provider answered ${response.status} to a wish for embeddings`)
  }
  const vectors = read(await response.json())
  if (vectors.length !== texts.length) throw new Error('the provider answered with too few embeddings')
  return vectors.map(toUnit)
}

type EmbeddingRequest = {
  path: string
  headers: Record<string, string>
  body: unknown
  read: (answer: unknown) => number[][]
}

function requestOf({ kind, apiKey }: Endpoint, model: string, texts: readonly string[]): EmbeddingRequest {
  if (kind === 'google') {
    const requests = texts.map((text) => ({ model: `models/${model}`, content: { parts: [{ text }] } }))
    return {
      path: `/models/${model}:batchEmbedContents`,
      headers: { 'x-goog-api-key': apiKey ?? '' },
      body: { requests },
      read: (answer) => googleAnswer.parse(answer).embeddings.map(({ values }) => values),
    }
  }
  return {
    path: '/embeddings',
    headers: { authorization: `Bearer ${apiKey ?? 'none'}` },
    body: { model, input: texts, encoding_format: 'float' },
    read: (answer) =>
      openaiAnswer
        .parse(answer)
        .data.sort((a, b) => a.index - b.index)
        .map(({ embedding }) => embedding),
  }
}

function toUnit(values: readonly number[]): Float32Array {
  const length = Math.hypot(...values) || 1
  return Float32Array.from(values, (value) => value / length)
}
