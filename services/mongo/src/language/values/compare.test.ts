import { Binary, BSONRegExp, Code, MaxKey, MinKey } from 'bson'
import { describe, expect, test } from 'vitest'
import { date, decimal, double, id, int, long, timestamp } from '../test-values.ts'
import { compareValues } from './compare.ts'

/** Every value is below the next one. */
const ASCENDING: unknown[] = [
  new MinKey(),
  undefined,
  null,
  double(Number.NaN),
  double(-Infinity),
  decimal('-1E400'),
  long(-(2n ** 63n)),
  int(-1),
  decimal('-0.1'),
  int(0),
  double(5e-324),
  decimal('0.1'),
  // The double 0.1 is a little more than a tenth.
  double(0.1),
  int(1),
  decimal('1.000000000000000000000000000000001'),
  long(2n ** 53n),
  long(2n ** 53n + 1n),
  double(2 ** 53 + 2),
  long(2n ** 63n - 1n),
  double(2 ** 63),
  double(Number.MAX_VALUE),
  decimal('1E400'),
  double(Infinity),
  '',
  'B',
  'a',
  'a\0',
  'ab',
  'é',
  '\uffff',
  '😀',
  {},
  { a: null },
  { a: int(1) },
  { b: int(0) },
  { a: 'x' },
  { a: {} },
  [],
  [null],
  [int(1)],
  [int(1), int(1)],
  [int(2)],
  new Binary(Buffer.from([9]), 0),
  new Binary(Buffer.from([1, 2]), 0),
  new Binary(Buffer.from([1, 2]), 4),
  id(1),
  id(2),
  false,
  true,
  date('1969-01-01T00:00:00Z'),
  date('2024-01-01T00:00:00Z'),
  timestamp(1, 2),
  timestamp(2, 1),
  new BSONRegExp('a', ''),
  new BSONRegExp('a', 'i'),
  new BSONRegExp('b', ''),
  new Code('x'),
  new MaxKey(),
]

describe('the order over all types', () => {
  test.each(ASCENDING.slice(1).map((value, i) => [ASCENDING[i], value]))('%o is below %o', (lower, upper) => {
    expect(compareValues(lower, upper)).toBe(-1)
    expect(compareValues(upper, lower)).toBe(1)
  })

  test('is transitive over the whole list', () => {
    for (let i = 0; i < ASCENDING.length; i++)
      for (let j = 0; j < ASCENDING.length; j++)
        expect(compareValues(ASCENDING[i], ASCENDING[j])).toBe(Math.sign(i - j))
  })
})

describe('equality', () => {
  test.each([
    [int(1), long(1)],
    [int(1), double(1)],
    [int(1), decimal('1.00')],
    [double(0), double(-0)],
    [double(Number.NaN), decimal('NaN')],
    [double(0.5), decimal('0.5')],
    [double(2 ** 60), long(2n ** 60n)],
    [
      { a: int(1), b: [int(2)] },
      { a: double(1), b: [long(2)] },
    ],
  ])('%o equals %o', (a, b) => {
    expect(compareValues(a, b)).toBe(0)
  })

  test('the order of fields matters', () => {
    expect(compareValues({ a: int(1), b: int(1) }, { b: int(1), a: int(1) })).not.toBe(0)
  })

  test('a document with a field named _bsontype or constructor is a document', () => {
    expect(compareValues({ _bsontype: 'Long' }, int(1))).toBe(1)
    expect(compareValues({ constructor: int(1) }, 'text')).toBe(1)
  })
})
