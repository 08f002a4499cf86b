import { expect, test } from 'vitest'
import { formatDouble } from './format-double.ts'

test.each([
  [1, '1'],
  [-0, '-0'],
  [2.5, '2.5'],
  [0.1, '0.1'],
  [1e15, '1000000000000000'],
  [1e16, '1e+16'],
  [1.5e300, '1.5e+300'],
  [0.0001, '0.0001'],
  [0.00001, '1e-05'],
  [123456.789, '123456.789'],
  [Number.NaN, 'NaN'],
  [-Infinity, '-Infinity'],
])('%d is written %s', (value, text) => {
  expect(formatDouble(value)).toBe(text)
})
