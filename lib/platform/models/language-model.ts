import 'server-only'
import { gatherTokens } from '../tokens/gather-tokens'
import { type Endpoint, fetchFor } from './endpoint'
import type { StreamingModel } from './stream-model'

/** Each is a few objects; what is over was not asked for longest. */
const MOST_REMEMBERED = 200
const remembered = new Map<string, StreamingModel>()

/**
 * The AI SDK's model for a model of a provider. It is remembered: making one builds the schemas of its protocol, which takes about as
 * long as asking it.
 */
export async function languageModelAt(endpoint: Endpoint, model: string): Promise<StreamingModel> {
  const { id, kind, baseUrl, apiKey, isTrusted } = endpoint
  const key = JSON.stringify([id, kind, baseUrl, apiKey, isTrusted, model])
  const made = remembered.get(key) ?? (await makeModel(endpoint, model))
  remembered.delete(key)
  remembered.set(key, made)
  const [oldest] = remembered.keys()
  if (remembered.size > MOST_REMEMBERED && oldest) remembered.delete(oldest)
  return made
}

/**
 * The packages are imported when they are needed: few installations use all of them,
 * and OpenAI's reads OPENAI_BASE_URL when it is loaded and refuses an empty one.
 */
async function makeModel(endpoint: Endpoint, model: string): Promise<StreamingModel> {
  const { id: name, kind, baseUrl: baseURL } = endpoint
  const apiKey = endpoint.apiKey ?? 'none'
  const common = { name, baseURL, apiKey, fetch: gatherTokens(fetchFor(endpoint)) }
  switch (kind) {
    case 'openai': {
      const { createOpenAI } = await import('@ai-sdk/openai')
      return createOpenAI(common).chat(model)
    }
    case 'anthropic': {
      const { createAnthropic } = await import('@ai-sdk/anthropic')
      return createAnthropic(common)(model)
    }
    case 'google': {
      const { createGoogle } = await import('@ai-sdk/google')
      return createGoogle(common)(model)
    }
    case 'compatible': {
      const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible')
      return createOpenAICompatible({ ...common, includeUsage: true })(model)
    }
  }
}
