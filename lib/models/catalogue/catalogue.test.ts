import { describe, expect, it } from 'vitest'
import type { Endpoint, ProviderKind } from '@/lib/platform/models/endpoint'
import { costOf } from './cost'
import { describeModel } from './describe-model'
import { KNOWN_MODELS } from './known-models'

const at = (kind: ProviderKind): Endpoint => ({
  id: 'x',
  kind,
  name: 'X',
  baseUrl: 'https://x.test',
  apiKey: null,
  isTrusted: true,
  unknownWindow: 32_768,
})

describe('a model of the catalogue', () => {
  it('is found by how its id begins, the longest beginning first', () => {
    expect(describeModel(at('openai'), { id: 'gpt-4o-mini-2024-07-18' })).toMatchObject({
      id: 'x/gpt-4o-mini-2024-07-18',
      contextWindow: 128_000,
      maxOutput: 16_384,
      seesImages: true,
      usesTools: true,
      price: { input: 0.15, output: 0.6 },
    })
    expect(describeModel(at('openai'), { id: 'o3-mini' })).toMatchObject({
      reasons: true,
      samples: false,
      price: { input: 1.1 },
    })
  })

  it('has the vendor’s price at the vendor alone, and the provider’s own where it states one', () => {
    expect(describeModel(at('compatible'), { id: 'openai/gpt-4o' }).price).toBeNull()
    const price = { input: 9, output: 10 }
    expect(
      describeModel(at('compatible'), { id: 'openai/gpt-4o', price, contextWindow: 1_000 }),
    ).toMatchObject({ price, contextWindow: 1_000 })
  })

  it('of which nothing is known gets careful defaults', () => {
    expect(describeModel(at('compatible'), { id: 'my-own:7b' })).toMatchObject({
      label: 'my-own:7b',
      contextWindow: 32_768,
      maxOutput: null,
      seesImages: false,
      usesTools: null,
      reasons: false,
      price: null,
    })
  })

  it('is never hidden by a shorter beginning before it', () => {
    for (const [i, { prefix }] of KNOWN_MODELS.entries()) {
      const first = KNOWN_MODELS.findIndex((other) => prefix.startsWith(other.prefix))
      expect(first, prefix).toBe(i)
    }
  })
})

it('a reply costs its tokens, those read from the cache less', () => {
  const price = { input: 3, output: 15, cached: 0.3 }
  expect(costOf({ input: 1_000, output: 100 }, price)).toBe(4_500)
  expect(costOf({ input: 1_000, output: 100, cached: 900 }, price)).toBe(300 + 270 + 1_500)
  expect(costOf({ input: 1, output: 0 }, { input: 0.1, output: 1 })).toBe(1)
})
