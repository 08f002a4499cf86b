import { describe, expect, test } from 'vitest'
import { compileSort } from './filter.ts'
import { codeOf, doc, int } from './test-values.ts'
import type { Document } from './values/types.ts'

function sorted(documents: object[], sort: object, options: { collation?: unknown } = {}): unknown[] {
  return documents
    .map((each) => doc(each as Document))
    .sort(compileSort(doc(sort as Document), options))
    .map((each) => Number(each['n']))
}

describe('sorting', () => {
  test('types come in their order, missing with null', () => {
    const documents = [
      { n: 1, a: 'x' },
      { n: 2, a: 5 },
      { n: 3 },
      { n: 4, a: null },
      { n: 5, a: { b: 1 } },
      { n: 6, a: true },
      { n: 7, a: -1.5 },
    ]
    expect(sorted(documents, { a: 1 })).toStrictEqual([3, 4, 7, 2, 1, 5, 6])
    expect(sorted(documents, { a: -1 })).toStrictEqual([6, 5, 1, 2, 7, 3, 4])
  })

  test('an array counts by its smallest element ascending, by its largest descending', () => {
    const documents = [
      { n: 1, a: [5, 1] },
      { n: 2, a: 3 },
      { n: 3, a: [4, 9] },
      { n: 4, a: [] },
    ]
    expect(sorted(documents, { a: 1 })).toStrictEqual([4, 1, 2, 3])
    expect(sorted(documents, { a: -1 })).toStrictEqual([3, 1, 2, 4])
  })

  test('by paths and several fields', () => {
    const documents = [
      { n: 1, a: { b: 1 }, c: 1 },
      { n: 2, a: { b: 1 }, c: 2 },
      { n: 3, a: [{ b: 0 }, { b: 7 }], c: 0 },
    ]
    expect(sorted(documents, { 'a.b': 1, c: -1 })).toStrictEqual([3, 2, 1])
  })

  test('keys of the same array go together', () => {
    const documents = [
      {
        n: 1,
        a: [
          { x: 2, y: 1 },
          { x: 1, y: 9 },
        ],
      },
      { n: 2, a: [{ x: 1, y: 5 }] },
    ]
    expect(sorted(documents, { 'a.x': 1, 'a.y': 1 })).toStrictEqual([2, 1])
  })

  test('strings by code point, or by collation', () => {
    const documents = [
      { n: 1, a: 'b' },
      { n: 2, a: 'A' },
      { n: 3, a: 'a' },
      { n: 4, a: 'B' },
      { n: 5, a: 'é' },
    ]
    expect(sorted(documents, { a: 1 })).toStrictEqual([2, 4, 3, 1, 5])
    expect(sorted(documents, { a: 1 }, { collation: { locale: 'en' } })).toStrictEqual([3, 2, 1, 4, 5])
    expect(
      sorted(
        [
          { n: 1, a: 'a10' },
          { n: 2, a: 'a9' },
        ],
        { a: 1 },
        { collation: { locale: 'en', numericOrdering: true } },
      ),
    ).toStrictEqual([2, 1])
  })

  test('by the text score, highest first', () => {
    const scores = new Map([
      [1, 0.5],
      [2, 1.5],
    ])
    const compare = compileSort(
      { score: { $meta: 'textScore' } },
      { textScore: (each) => scores.get(Number(each['n'])) },
    )
    expect([{ n: int(1) }, { n: int(2) }].sort(compare).map((each) => Number(each.n))).toStrictEqual([2, 1])
  })

  test.each<[object, string]>([
    [{ a: 2 }, 'Location15975'],
    [{ a: 'x' }, 'Location15974'],
    [{ 'a.': 1 }, 'Location40353'],
    [{ a: { $meta: 'searchScore' } }, 'CommandNotSupported'],
  ])('%j is no sort', (sort, code) => {
    expect(codeOf(() => compileSort(doc(sort as Document)))).toBe(code)
  })

  test('two different arrays cannot be sorted by together', () => {
    const compare = compileSort({ a: int(1), b: int(1) })
    expect(codeOf(() => [{ a: [int(1)], b: [int(1)] }, {}].sort(compare))).toBe('BadValue')
  })
})
