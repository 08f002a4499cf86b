import type { Endpoint } from '@/lib/platform/models/endpoint'
import type { ListedModel } from '@/lib/platform/models/list-models'
import type { ModelDto } from '../schema'
import { KNOWN_MODELS, type KnownModel } from './known-models'

/**
 * What is known of a model: first what its provider says, then what the catalogue says. A model of which neither says anything gets
 * the provider's careful window, no price, and no abilities.
 */
export function describeModel(endpoint: Endpoint, listed: ListedModel): ModelDto {
  const known = knownModel(listed.id)
  const stated = listed.contextWindow ?? known?.contextWindow
  return {
    id: `${endpoint.id}/${listed.id}`,
    label: listed.label || listed.id,
    provider: endpoint.id,
    providerName: endpoint.name,
    contextWindow: stated ?? endpoint.unknownWindow,
    maxOutput: listed.maxOutput ?? known?.maxOutput ?? null,
    seesImages: listed.seesImages ?? known?.seesImages ?? false,
    usesTools: known ? (known.usesTools ?? true) : null,
    reasons: known?.reasons ?? false,
    samples: known?.samples ?? true,
    price: listed.price ?? vendorPrice(endpoint, known),
  }
}

/** @returns the catalogue's entry for an id such as `gpt-4o-2024-11-20`, `openai/gpt-4o` or `llama-3.1:8b` */
function knownModel(id: string): KnownModel | undefined {
  const name = id.toLowerCase().replace(/^.*\//, '')
  return KNOWN_MODELS.find(({ prefix }) => name.startsWith(prefix))
}

/** A vendor's prices hold at the vendor; others who offer the same model take what they like. */
function vendorPrice({ kind }: Endpoint, known: KnownModel | undefined): ModelDto['price'] {
  return known && known.vendor === kind ? (known.price ?? null) : null
}
