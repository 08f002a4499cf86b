import 'server-only'
import type { LanguageModel } from 'ai'
import { z } from 'zod'
import { getEnv } from '@/lib/env'
import { gatherTokens } from './tokens/gather-tokens'

export type ProviderId = 'openai' | 'local'
type Endpoint = { baseURL: string; apiKey: string; isOpenAI: boolean }
export type ListedModel = { id: string; contextWindow?: number | undefined }

const LIST_TIMEOUT_MS = 3_000
const OPENAI_URL = 'https://api.openai.com/v1'

// OpenAI's shape, with the two names under which compatible servers tell a model's context window.
const listSchema = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      context_window: z.number().optional(),
      context_length: z.number().optional(),
    }),
  ),
})

/** The providers the environment names, the default first. */
export function configuredProviders(): ProviderId[] {
  return (['openai', 'local'] as const).filter((id) => endpointOf(id))
}

function endpointOf(provider: ProviderId): Endpoint | null {
  const { OPENAI_API_KEY, OPENAI_BASE_URL, LOCAL_MODEL_URL } = getEnv()
  if (provider === 'local')
    return LOCAL_MODEL_URL ? { baseURL: LOCAL_MODEL_URL, apiKey: 'local', isOpenAI: false } : null
  if (!OPENAI_API_KEY && !OPENAI_BASE_URL) return null
  return {
    baseURL: OPENAI_BASE_URL ?? OPENAI_URL,
    apiKey: OPENAI_API_KEY ?? 'none',
    isOpenAI: !OPENAI_BASE_URL,
  }
}

/**
 * @returns the models the provider says it has
 * @throws when the provider does not answer, or not with a list
 */
export async function fetchModelList(provider: ProviderId): Promise<ListedModel[]> {
  const endpoint = endpointOf(provider)
  if (!endpoint) return []
  const response = await fetch(`${endpoint.baseURL}/models`, {
    headers: { authorization: `Bearer ${endpoint.apiKey}` },
    signal: AbortSignal.timeout(LIST_TIMEOUT_MS),
    cache: 'no-store',
  })
  if (!response.ok) throw new Error(`${provider} answered ${response.status} to the list of models`)
  const { data } = listSchema.parse(await response.json())
  const models = data.map((m) => ({ id: m.id, contextWindow: m.context_window ?? m.context_length }))
  return endpoint.isOpenAI ? models.filter(({ id }) => isChatModel(id)) : models
}

/** OpenAI lists every model it has; those of other kinds are known by their names. */
function isChatModel(id: string): boolean {
  return (
    /^(gpt-|o\d|chatgpt-)/.test(id) &&
    !/audio|realtime|transcribe|tts|image|instruct|search|embedding/.test(id)
  )
}

/** The AI SDK's model for `provider/model`. Every provider here speaks OpenAI's chat completions. */
export async function languageModel(provider: ProviderId, model: string): Promise<LanguageModel> {
  const endpoint = endpointOf(provider)
  if (!endpoint) throw new Error(`provider ${provider} is not configured`)
  // Imported here: the package reads OPENAI_BASE_URL when it is loaded, and refuses an empty one.
  const { createOpenAI } = await import('@ai-sdk/openai')
  const { baseURL, apiKey } = endpoint
  return createOpenAI({ name: provider, baseURL, apiKey, fetch: gatherTokens(fetch) }).chat(model)
}
