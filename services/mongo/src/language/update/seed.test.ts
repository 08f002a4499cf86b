import { BSONRegExp } from 'bson'
import { describe, expect, test } from 'vitest'
import { codeOf, doc } from '../test-values.ts'
import type { Document } from '../values/types.ts'
import { upsertSeed } from './seed.ts'

describe('what an upsert starts from', () => {
  test.each<[object, object]>([
    [{ a: 1 }, { a: 1 }],
    [
      { a: 1, _id: 5 },
      { _id: 5, a: 1 },
    ],
    [{ 'a.b': 1, 'a.c': 2 }, { a: { b: 1, c: 2 } }],
    [{ a: { $eq: 1 } }, { a: 1 }],
    [{ a: { $gt: 1 }, b: 2 }, { b: 2 }],
    [{ $and: [{ a: 1 }, { b: 2 }] }, { a: 1, b: 2 }],
    [{ $or: [{ a: 1 }] }, { a: 1 }],
    [{ $or: [{ a: 1 }, { b: 2 }] }, {}],
    [{ a: { $in: [1] } }, { a: 1 }],
    [{ a: { $in: [1, 2] } }, {}],
    [{ a: { $all: [1] } }, { a: 1 }],
    [{ a: { b: 1 } }, { a: { b: 1 } }],
    [{ a: new BSONRegExp('x', '') }, {}],
    [{ a: null }, { a: null }],
    [{ a: { $elemMatch: { b: 1 } } }, {}],
    [{ $expr: { $eq: ['$a', 1] } }, {}],
    [{ a: { $not: { $eq: 1 } } }, {}],
  ])('%j gives %j', (filter, seed) => {
    expect(upsertSeed(doc(filter as Document))).toStrictEqual(doc(seed as Document))
  })

  test.each<object>([{ a: 1, $and: [{ a: 2 }] }, { a: { b: 1 }, 'a.b': 1 }, { a: { $all: [1, 2] } }])(
    '%j fixes a field twice',
    (filter) => {
      expect(codeOf(() => upsertSeed(doc(filter as Document)))).toBe('NotSingleValueField')
    },
  )
})
