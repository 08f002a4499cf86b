import { describe, expect, test } from 'vitest'
import { codeOf, doc } from '../test-values.ts'
import { extractIndexKeys } from './extract-keys.ts'

type Pattern = Record<string, 1 | -1 | 'text'>

describe('the keys of a document', () => {
  test.each<[string, Pattern, object, unknown[][]]>([
    ['a scalar', { a: 1 }, { a: 5 }, [[5]]],
    ['a missing field is null', { a: 1 }, { b: 5 }, [[null]]],
    ['a path', { 'a.b': 1 }, { a: { b: 5 } }, [[5]]],
    ['a path through a scalar', { 'a.b': 1 }, { a: 5 }, [[null]]],
    ['each element of an array', { a: 1 }, { a: [1, 2] }, [[1], [2]]],
    ['equal elements once', { a: 1 }, { a: [1, 1] }, [[1]]],
    ['an empty array sorts below null', { a: 1 }, { a: [] }, [[undefined]]],
    ['a field of an empty array is null', { 'a.b': 1 }, { a: [] }, [[null]]],
    ['documents in an array', { 'a.b': 1 }, { a: [{ b: 1 }, { b: 2 }, { c: 3 }, 4] }, [[1], [2], [null]]],
    ['arrays in documents in an array', { 'a.b': 1 }, { a: [{ b: [1, 2] }, { b: 3 }] }, [[1], [2], [3]]],
    ['a nested array counts as itself', { a: 1 }, { a: [[1, 2], 3] }, [[[1, 2]], [3]]],
    ['a position', { 'a.0': 1 }, { a: [7, 8] }, [[7]]],
    ['a position and a field', { 'a.1.b': 1 }, { a: [{ b: 1 }, { b: 2 }] }, [[2]]],
    [
      'a compound key',
      { a: 1, b: -1 },
      { a: 1, b: [2, 3] },
      [
        [1, 2],
        [1, 3],
      ],
    ],
    [
      'two fields of the same array go together',
      { 'a.b': 1, 'a.c': 1 },
      { a: [{ b: 1, c: 2 }, { b: 3 }] },
      [
        [1, 2],
        [3, null],
      ],
    ],
    ['text components are left out', { a: 1, t: 'text' }, { a: 1, t: 'words' }, [[1]]],
  ])('%s', (_name, pattern, document, keys) => {
    expect(extractIndexKeys(doc(document as never), pattern)).toStrictEqual(
      keys.map((key) => doc({ key })['key']),
    )
  })

  test('two different arrays cannot be indexed together', () => {
    expect(codeOf(() => extractIndexKeys(doc({ a: [1], b: [2] }), { a: 1, b: 1 }))).toBe(
      'CannotIndexParallelArrays',
    )
    expect(codeOf(() => extractIndexKeys(doc({ a: { b: [1], c: [2] } }), { 'a.b': 1, 'a.c': 1 }))).toBe(
      'CannotIndexParallelArrays',
    )
  })

  test('a number that is both a position and a field is ambiguous', () => {
    expect(codeOf(() => extractIndexKeys(doc({ a: [{ 0: 1 }, 2] }), { 'a.0': 1 }))).toBe('Location16746')
  })

  test('inherited properties are not fields', () => {
    expect(extractIndexKeys({}, Object.fromEntries([['constructor', 1 as const]]))).toStrictEqual([[null]])
    expect(extractIndexKeys({}, { 'toString.length': 1 })).toStrictEqual([[null]])
  })
})
