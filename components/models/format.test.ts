import { expect, it } from 'vitest'
import type { ModelDto } from '@/lib/models/schema'
import { costLabel, modelFacts, shortTokens } from './format'

it('tokens are told in short', () => {
  expect([850, 4_096, 128_000, 999_999, 1_048_576].map(shortTokens)).toEqual([
    '850',
    '4k',
    '128k',
    '1M',
    '1M',
  ])
})

it('a model is compared by window and price', () => {
  const model = { contextWindow: 128_000, price: null } as ModelDto
  expect(modelFacts(model)).toBe('128k tokens')
  expect(modelFacts({ ...model, price: { input: 0, output: 0 } })).toBe('128k tokens · free')
  expect(modelFacts({ ...model, price: { input: 0.15, output: 10 } })).toBe(
    '128k tokens · $0.15 in, $10 out per million',
  )
})

it('a cost is told as exactly as it matters', () => {
  expect([12, 4_200, 100, 1_500_000].map(costLabel)).toEqual(['under $0.0001', '$0.0042', '$0.0001', '$1.50'])
})
