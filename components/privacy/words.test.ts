import { expect, it } from 'vitest'
import { sizeOf } from './words'

it.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [1_000, '1.0 kB'],
  [12_440_000, '12.4 MB'],
  [340_000_000, '340 MB'],
  [5_000_000_000_000, '5000 GB'],
])('says %d bytes as %s', (bytes, words) => {
  expect(sizeOf(bytes)).toBe(words)
})
