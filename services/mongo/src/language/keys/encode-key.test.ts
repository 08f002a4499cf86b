import { Binary, BSONRegExp, MaxKey, MinKey } from 'bson'
import { describe, expect, test } from 'vitest'
import { date, decimal, double, id, int, long, timestamp } from '../test-values.ts'
import { compareValues } from '../values/compare.ts'
import { encodeKey, keyString } from './encode-key.ts'

/** A small generator of pseudo-random numbers (mulberry32), so that a failure can be repeated. */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

const NUMBERS = [0, -0, 1, -1, 0.5, -0.5, 2 ** 31, -(2 ** 31), 2 ** 53, 2 ** 53 + 2, 1e300, -1e300, 5e-324]
const BIG = [2n ** 53n + 1n, -(2n ** 53n) - 1n, 2n ** 63n - 1n, -(2n ** 63n), 2n ** 62n + 1n]
const DECIMALS = [
  '0.1',
  '-0.1',
  '1E+400',
  '-1E+400',
  '1E-400',
  '1.000000000000000000000000000000001',
  'NaN',
  '-0',
]
const TEXTS = ['', 'a', 'a\0', 'a\0b', 'ab', 'b', 'é', '\uffff', '😀', '\u0001']

function randomScalar(random: () => number): unknown {
  const pick = <T>(list: T[]): T => list[Math.floor(random() * list.length)] as T
  switch (Math.floor(random() * 14)) {
    case 0:
      return int(Math.floor(random() * 10) - 5)
    case 1:
      return double(pick(NUMBERS))
    case 2:
      return long(pick(BIG))
    case 3:
      return decimal(pick(DECIMALS))
    case 4:
      return double((random() - 0.5) * 10)
    case 5:
      return pick(TEXTS)
    case 6:
      return random() < 0.5
    case 7:
      return date(new Date(Math.floor((random() - 0.5) * 1e13)).toISOString())
    case 8:
      return id(Math.floor(random() * 5))
    case 9:
      return new Binary(Buffer.from(pick(TEXTS)), random() < 0.5 ? 0 : 4)
    case 10:
      return timestamp(Math.floor(random() * 3), Math.floor(random() * 3))
    case 11:
      return new BSONRegExp(pick(['a', 'b']), pick(['', 'i']))
    default:
      return pick([null, undefined, new MinKey(), new MaxKey(), double(Number.NaN), double(Infinity)])
  }
}

function randomValue(random: () => number, depth = 2): unknown {
  const kind = random()
  if (depth === 0 || kind < 0.6) return randomScalar(random)
  const length = Math.floor(random() * 3)
  if (kind < 0.8) return Array.from({ length }, () => randomValue(random, depth - 1))
  const names = ['a', 'b', '', 'a\u0000'.slice(0, 1)]
  return Object.fromEntries(
    Array.from({ length }, (_, i) => [names[i] ?? 'c', randomValue(random, depth - 1)]),
  )
}

const compareBytes = (a: Uint8Array, b: Uint8Array) => Math.sign(Buffer.compare(a, b))

describe('the order of the bytes is the order of the values', () => {
  test('for random values', () => {
    const random = generator(20261123)
    for (let round = 0; round < 20_000; round++) {
      const [a, b] = [randomValue(random), randomValue(random)]
      const order = compareValues(a, b)
      expect(
        compareBytes(encodeKey([a], [1]), encodeKey([b], [1])),
        `${String(a)} ? ${String(b)} in round ${round}`,
      ).toBe(order)
      expect(compareBytes(encodeKey([a], [-1]), encodeKey([b], [-1]))).toBe(order === 0 ? 0 : -order)
    }
  })

  test('for compound keys with directions', () => {
    const random = generator(7)
    for (let round = 0; round < 5_000; round++) {
      const a = [randomScalar(random), randomScalar(random)]
      const b = [random() < 0.5 ? a[0] : randomScalar(random), randomScalar(random)]
      const expected = compareValues(a[0], b[0]) || -compareValues(a[1], b[1])
      const order = compareBytes(encodeKey(a, [1, -1]), encodeKey(b, [1, -1]))
      expect(order === 0 ? 0 : order).toBe(expected === 0 ? 0 : expected)
    }
  })
})

test('equal numbers of different types give the same bytes', () => {
  const bytes = [int(1), long(1), double(1), decimal('1.000')].map((value) =>
    Buffer.from(encodeKey([value], [1])).toString('hex'),
  )
  expect(new Set(bytes).size).toBe(1)
  expect(keyString(double(-0))).toBe(keyString(int(0)))
  expect(keyString(double(Number.NaN))).toBe(keyString(decimal('NaN')))
})

test('no key is a prefix of a different one', () => {
  const random = generator(99)
  for (let round = 0; round < 5_000; round++) {
    const [a, b] = [encodeKey([randomValue(random)], [1]), encodeKey([randomValue(random)], [1])]
    const length = Math.min(a.length, b.length)
    const isPrefix = Buffer.compare(a.subarray(0, length), b.subarray(0, length)) === 0
    if (isPrefix) expect(a.length).toBe(b.length)
  }
})
