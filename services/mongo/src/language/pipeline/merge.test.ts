import { describe, expect, test } from 'vitest'
import { codeOf, date, doc } from '../test-values.ts'
import type { Document } from '../values/types.ts'
import { runPipeline } from './compile.ts'
import type { Merge, WriteRequest } from './stage.ts'

function requestOf(stage: object, variables?: Document): WriteRequest {
  let request: WriteRequest | undefined
  const resolver = {
    collection: () => [],
    now: date('2026-01-01T00:00:00Z'),
    write(asked: WriteRequest) {
      request = asked
    },
  }
  const run = runPipeline([doc(stage as Document)], [], resolver, variables && { let: doc(variables) })
  for (const _ of run);
  return request as WriteRequest
}

const mergeOf = (spec: object, variables?: Document): Merge =>
  requestOf({ $merge: { into: 'c', ...spec } }, variables).merge as Merge

describe('what becomes of a document that is there', () => {
  test.each<[spec: object, existing: object, incoming: object, after: object]>([
    [{}, { _id: 1, a: 1, b: 1 }, { _id: 1, b: 2, c: 3 }, { _id: 1, a: 1, b: 2, c: 3 }],
    [{ whenMatched: 'merge' }, { _id: 1, a: { x: 1 } }, { _id: 1, a: { y: 1 } }, { _id: 1, a: { y: 1 } }],
    [{ whenMatched: 'replace' }, { _id: 1, a: 1 }, { _id: 1, b: 2 }, { _id: 1, b: 2 }],
    [{ whenMatched: 'replace', on: 'k' }, { _id: 1, k: 1, a: 1 }, { k: 1 }, { _id: 1, k: 1 }],
    [{ on: 'k' }, { _id: 1, k: 1, a: 1 }, { k: 1, b: 2 }, { _id: 1, k: 1, a: 1, b: 2 }],
    [{ whenMatched: 'keepExisting' }, { _id: 1, a: 1 }, { _id: 1, a: 2 }, { _id: 1, a: 1 }],
    [
      { whenMatched: [{ $set: { n: { $add: ['$n', '$$new.n'] } } }] },
      { _id: 1, n: 1 },
      { _id: 1, n: 5 },
      { _id: 1, n: 6 },
    ],
    [
      { let: { by: { $multiply: ['$n', 2] } }, whenMatched: [{ $set: { n: { $add: ['$n', '$$by'] } } }] },
      { _id: 1, n: 1 },
      { _id: 1, n: 5 },
      { _id: 1, n: 11 },
    ],
    [
      { let: { by: '$none' }, whenMatched: [{ $set: { t: { $type: '$$by' } } }] },
      { _id: 1 },
      { _id: 1 },
      { _id: 1, t: 'missing' },
    ],
    [{ whenMatched: [{ $replaceWith: '$$new' }], on: 'k' }, { _id: 1, k: 1 }, { k: 1 }, { _id: 1, k: 1 }],
  ])('%j', (spec, existing, incoming, after) => {
    const result = mergeOf(spec).combine(doc(existing as Document), doc(incoming as Document))
    expect(result).toStrictEqual(doc(after as Document))
  })

  test('a pipeline sees the variables of the command too', () => {
    const { combine } = mergeOf({ whenMatched: [{ $set: { n: '$$v' } }] }, { v: 7 })
    expect(combine(doc({ _id: 1 }), doc({ _id: 1 }))).toStrictEqual(doc({ _id: 1, n: 7 }))
  })

  test('may not be one, or become another', () => {
    expect(codeOf(() => mergeOf({ whenMatched: 'fail' }).combine({ _id: 1 }, { _id: 1 }))).toBe(
      'DuplicateKey',
    )
    for (const whenMatched of ['merge', 'replace', [{ $set: { _id: 3 } }]])
      expect(
        codeOf(() => mergeOf({ on: 'k', whenMatched }).combine(doc({ _id: 1, k: 1 }), doc({ _id: 2, k: 1 }))),
        String(whenMatched),
      ).toBe('ImmutableField')
  })
})

describe('the document to merge with', () => {
  test('is found by the fields of `on`', () => {
    const { filterFor } = mergeOf({ on: ['k', 'a.b'] })
    expect(filterFor(doc({ k: 1, a: { b: 2 } }))).toStrictEqual(doc({ k: { $eq: 1 }, 'a.b': { $eq: 2 } }))
    expect(mergeOf({}).filterFor(doc({ _id: 1 }))).toStrictEqual(doc({ _id: { $eq: 1 } }))
  })

  test.each([
    [{ a: 1 }, 'Location51132'],
    [{ k: null }, 'Location51132'],
    [{ k: [1] }, 'Location51185'],
  ])('is not found for %j', (incoming, code) => {
    expect(codeOf(() => mergeOf({ on: 'k' }).filterFor(doc(incoming)))).toBe(code)
  })
})

test.each<[stage: object, code: string]>([
  [{ $out: 5 }, 'Location16990'],
  [{ $out: { coll: 'c' } }, 'IDLFailedToParse'],
  [{ $out: { db: 'd' } }, 'IDLFailedToParse'],
  [{ $out: { db: 'd', coll: 'c', x: 1 } }, 'IDLUnknownField'],
  [{ $out: { db: 'd', coll: 1 } }, 'TypeMismatch'],
  [{ $merge: 5 }, 'Location51182'],
  [{ $merge: {} }, 'TypeMismatch'],
  [{ $merge: { into: {} } }, 'IDLFailedToParse'],
  [{ $merge: { into: 'c', x: 1 } }, 'IDLUnknownField'],
  [{ $merge: { into: 'c', on: 1 } }, 'Location51186'],
  [{ $merge: { into: 'c', on: [] } }, 'Location51187'],
  [{ $merge: { into: 'c', on: [1] } }, 'Location51134'],
  [{ $merge: { into: 'c', on: ['a', 'a'] } }, 'Location31465'],
  [{ $merge: { into: 'c', whenMatched: 'x' } }, 'BadValue'],
  [{ $merge: { into: 'c', whenMatched: 1 } }, 'Location51191'],
  [{ $merge: { into: 'c', whenMatched: [{ $match: {} }] } }, 'InvalidOptions'],
  [{ $merge: { into: 'c', whenNotMatched: 'x' } }, 'BadValue'],
  [{ $merge: { into: 'c', whenNotMatched: 1 } }, 'TypeMismatch'],
  [{ $merge: { into: 'c', whenMatched: 'fail', whenNotMatched: 'discard' } }, 'Location51181'],
  [{ $merge: { into: 'c', let: { a: 1 } } }, 'Location51199'],
  [{ $merge: { into: 'c', let: { new: 1 }, whenMatched: [] } }, 'Location51273'],
  [{ $merge: { into: 'c', let: 1, whenMatched: [] } }, 'TypeMismatch'],
])('%j: %s', (stage, code) => {
  expect(codeOf(() => requestOf(stage))).toBe(code)
})
