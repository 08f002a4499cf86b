import { expect, it } from 'vitest'
import { countsOf, sizeOf } from './words'

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

it('says what there is, and nothing of what there is not', () => {
  expect(countsOf({ messages: 1234, conversations: 1, folders: 0 })).toBe('1 conversation, 1,234 messages')
  expect(countsOf({})).toBe('your account and its settings')
})
