import 'server-only'
import type { LanguageModel } from 'ai'
import { gatherTokens } from '../tokens/gather-tokens'
import { type Endpoint, fetchFor } from './endpoint'

/**
 * The AI SDK's model for a model of a provider. The packages are imported when they are needed: few installations use all of them,
 * and OpenAI's reads OPENAI_BASE_URL when it is loaded and refuses an empty one.
 */
export async function languageModelAt(endpoint: Endpoint, model: string): Promise<LanguageModel> {
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
