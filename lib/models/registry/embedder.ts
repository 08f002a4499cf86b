import 'server-only'
import { embedTexts } from '@/lib/platform/models/embed'
import type { Endpoint } from '@/lib/platform/models/endpoint'
import type { ModelAccess } from './access'
import { listingOf } from './listing'

/** Makes vectors of texts. */
type Embedder = {
  /** Vectors of one can be compared with each other, and with no other's. */
  id: string
  embed(texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]>
}

/**
 * Finds what can make vectors of texts: the model on this machine first, so that no text leaves it for that, then the first provider
 * that is known to.
 *
 * @returns null when there is none
 */
export async function findEmbedder({ endpoints }: ModelAccess): Promise<Embedder | null> {
  const nearestFirst = endpoints.toSorted((a, b) => Number(b.id === 'local') - Number(a.id === 'local'))
  for (const endpoint of nearestFirst) {
    const model = await embeddingModelOf(endpoint)
    if (model)
      return {
        id: `${endpoint.id}/${model}`,
        embed: (texts, signal) => embedTexts(endpoint, model, texts, signal),
      }
  }
  return null
}

async function embeddingModelOf(endpoint: Endpoint): Promise<string | null> {
  if (endpoint.kind === 'openai') return 'text-embedding-3-small'
  if (endpoint.kind === 'google') return 'gemini-embedding-001'
  if (endpoint.kind === 'anthropic') return null
  const { models } = await listingOf(endpoint)
  const made = models.find(({ id }) => /embed/i.test(id))
  // Our own local server makes vectors with the model it chats with.
  const found = made ?? (endpoint.id === 'local' ? models[0] : undefined)
  return found ? found.id.slice(endpoint.id.length + 1) : null
}
