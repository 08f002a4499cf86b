import 'server-only'
import { log } from '@/lib/platform/log'
import { configuredProviders, fetchModelList, type ProviderId } from '@/lib/platform/models'
import type { ModelDto } from './schema'

const FRESH_MS = 60_000
const UNKNOWN_WINDOW: Record<ProviderId, number> = { openai: 128_000, local: 4_096 }

type Known = { at: number; models: ModelDto[] }

const cache = new Map<ProviderId, Known>()
const underway = new Map<ProviderId, Promise<ModelDto[]>>()

/** All models that can be reached now, those of the default provider first. A provider that does not answer has none. */
export async function reachableModels(): Promise<ModelDto[]> {
  return (await Promise.all(configuredProviders().map(modelsOf))).flat()
}

/** What was known a minute ago is answered at once and looked up again meanwhile: nobody's message waits for a list. */
function modelsOf(provider: ProviderId): ModelDto[] | Promise<ModelDto[]> {
  const known = cache.get(provider)
  if (known && Date.now() - known.at < FRESH_MS) return known.models
  const refresh = underway.get(provider) ?? lookUp(provider, known).finally(() => underway.delete(provider))
  underway.set(provider, refresh)
  return known && known.models.length > 0 ? known.models : refresh
}

async function lookUp(provider: ProviderId, known: Known | undefined): Promise<ModelDto[]> {
  try {
    const listed = await fetchModelList(provider)
    const models = listed.map(({ id, contextWindow }) => ({
      id: `${provider}/${id}`,
      label: id,
      provider,
      contextWindow: contextWindow ?? UNKNOWN_WINDOW[provider],
    }))
    cache.set(provider, { at: Date.now(), models })
    return models
  } catch (error) {
    log.warn('model list unavailable', { provider, error })
    // What was there a minute ago may well be there again: a reply will tell.
    return known?.models ?? []
  }
}
