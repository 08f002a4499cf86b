import { expect, test } from 'vitest'
import { costOf, formatCost, type PricedModel } from './cost'

const model = { price: { input: 2, output: 10, cached: 0.5 } } as PricedModel

test('tokens cost what the price list says, those from the cache less', () => {
  expect(costOf({ input: 1_000_000, output: 100_000 }, model)).toBe(3)
  expect(costOf({ input: 1_000_000, output: 0, cached: 400_000 }, model)).toBeCloseTo(1.4)
  const plain = { price: { input: 2, output: 10 } } as PricedModel
  expect(costOf({ input: 1_000_000, output: 0, cached: 400_000 }, plain)).toBe(2)
})

test('without a price or usage nothing is said', () => {
  expect(costOf({ input: 1, output: 1 }, undefined)).toBe(null)
  expect(costOf({ input: 1, output: 1 }, { price: null } as PricedModel)).toBe(null)
  expect(costOf(undefined, model)).toBe(null)
})

test('small amounts keep the digits that count', () => {
  expect(formatCost(0.004231, 'en')).toBe('$0.0042')
  expect(formatCost(12.5, 'en')).toBe('$12.50')
  expect(formatCost(0, 'en')).toBe('$0.00')
})
