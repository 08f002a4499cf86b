import 'server-only'
import { log } from '@/lib/platform/log'
import type { Endpoint } from '@/lib/platform/models/endpoint'
import { fetchModelList } from '@/lib/platform/models/list-models'
import { describeModel } from '../catalogue/describe-model'
import type { ModelDto } from '../schema'

const FRESH_MS = 60_000
/** A provider that did not answer is asked again sooner. */
const FAILED_FRESH_MS = 10_000
const MOST_REMEMBERED = 1_000

/** `error`: why the provider did not answer the last time; its models are then those of the time before. */
export type Listing = { models: ModelDto[]; error: unknown }
type Known = Listing & { at: number; signature: string }

// One memory a process, also across Next's separately bundled routes: what the settings look up, the chat knows.
const store = globalThis as typeof globalThis & {
  numinaModelLists?: { known: Map<string, Known>; underway: Map<string, Promise<Known>> }
}

function memory() {
  store.numinaModelLists ??= { known: new Map(), underway: new Map() }
  return store.numinaModelLists
}

const signatureOf = ({ kind, name, baseUrl, apiKey }: Endpoint) =>
  JSON.stringify([kind, name, baseUrl, apiKey])

/**
 * The models of a provider. What was known a minute ago is answered at once and looked up again meanwhile: nobody's message waits
 * for a list, nor for a provider that is down.
 */
export async function listingOf(endpoint: Endpoint): Promise<Listing> {
  const known = memory().known.get(endpoint.id)
  if (known?.signature !== signatureOf(endpoint)) return refreshListing(endpoint)
  const isFresh = Date.now() - known.at < (known.error ? FAILED_FRESH_MS : FRESH_MS)
  if (isFresh) return known
  const refresh = refreshListing(endpoint)
  return known.models.length > 0 ? known : refresh
}

/** Asks the provider now, unless somebody is asking already. */
export function refreshListing(endpoint: Endpoint): Promise<Listing> {
  const { underway } = memory()
  const signature = signatureOf(endpoint)
  const key = `${endpoint.id} ${signature}`
  const refresh = underway.get(key) ?? lookUp(endpoint, signature).finally(() => underway.delete(key))
  underway.set(key, refresh)
  return refresh
}

async function lookUp(endpoint: Endpoint, signature: string): Promise<Known> {
  const { known } = memory()
  const before = known.get(endpoint.id)
  const keep = (listing: Listing): Known => {
    const latest = { ...listing, at: Date.now(), signature }
    known.delete(endpoint.id)
    known.set(endpoint.id, latest)
    const [oldest] = known.keys()
    if (known.size > MOST_REMEMBERED && oldest) known.delete(oldest)
    return latest
  }
  try {
    const listed = await fetchModelList(endpoint)
    return keep({ models: listed.map((model) => describeModel(endpoint, model)), error: null })
  } catch (error) {
    log.warn('model list unavailable', { provider: endpoint.id, error })
    // What was there a minute ago may well be there again: a reply will tell.
    return keep({ models: before?.signature === signature ? before.models : [], error })
  }
}
