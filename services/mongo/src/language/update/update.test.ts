import { Binary, Double, Int32, Long, Timestamp } from 'bson'
import { describe, expect, test } from 'vitest'
import { codeOf, date, decimal, doc, double, id, int, long, timestamp } from '../test-values.ts'
import type { Document } from '../values/types.ts'
import { applyUpdate, type UpdateOptions } from './apply.ts'

const NOW = date('2024-05-06T07:08:09.010Z')
const OPTIONS: UpdateOptions = { isInsert: false, now: NOW, nextTimestamp: () => timestamp(7, 1) }

type Row = [update: object, before: object, after: object, options?: object]

function apply([update, before, , options = {}]: Row): Document {
  const given = Array.isArray(update) ? update.map((stage) => doc(stage)) : doc(update as Document)
  return applyUpdate(doc(before as Document), given, { ...OPTIONS, ...doc(options as Document) })
}

function table(name: string, rows: Row[]): void {
  describe(name, () => {
    test.each(rows)('%j on %j', (...row) => {
      const result = apply(row)
      expect(result).toStrictEqual(doc(row[2] as Document))
      expect(Object.keys(result)).toStrictEqual(Object.keys(row[2]))
    })
  })
}

table('$set and $unset', [
  [{ $set: { a: 2 } }, { _id: 1, a: 1, b: 1 }, { _id: 1, a: 2, b: 1 }],
  [{ $set: { b: 2, a: 1 } }, { _id: 1 }, { _id: 1, a: 1, b: 2 }],
  [{ $set: { 'a.b.c': 1 } }, { _id: 1 }, { _id: 1, a: { b: { c: 1 } } }],
  [{ $set: { 'a.b': 1 } }, { _id: 1, a: { c: 2 } }, { _id: 1, a: { c: 2, b: 1 } }],
  [{ $set: { 'a.1': 9 } }, { _id: 1, a: [1, 2] }, { _id: 1, a: [1, 9] }],
  [{ $set: { 'a.3': 9 } }, { _id: 1, a: [1] }, { _id: 1, a: [1, null, null, 9] }],
  [{ $set: { 'a.1.b': 9 } }, { _id: 1, a: [{}] }, { _id: 1, a: [{}, { b: 9 }] }],
  [{ $set: { 'a.0': 9 } }, { _id: 1 }, { _id: 1, a: { 0: 9 } }],
  [{ $set: { a: [] } }, { _id: 1, a: 1 }, { _id: 1, a: [] }],
  [{ $unset: { a: '' } }, { _id: 1, a: 1, b: 2 }, { _id: 1, b: 2 }],
  [{ $unset: { 'a.b': 1, c: 1 } }, { _id: 1, a: { b: 1, d: 2 } }, { _id: 1, a: { d: 2 } }],
  [{ $unset: { 'a.1': 1 } }, { _id: 1, a: [1, 2, 3] }, { _id: 1, a: [1, null, 3] }],
  [{ $unset: { 'a.b.c': 1 } }, { _id: 1, a: 5 }, { _id: 1, a: 5 }],
  [{ $set: { a: { $x: 1 } } }, { _id: 1 }, { _id: 1, a: { $x: 1 } }],
  [{ $set: {} }, { _id: 1 }, { _id: 1 }],
])

table('numbers', [
  [{ $inc: { a: 2 } }, { _id: 1, a: 1 }, { _id: 1, a: 3 }],
  [{ $inc: { a: 2 } }, { _id: 1 }, { _id: 1, a: 2 }],
  [{ $inc: { a: 1 } }, { _id: 1, a: 2147483647 }, { _id: 1, a: long(2147483648n) }],
  [{ $inc: { a: 1.5 } }, { _id: 1, a: 1 }, { _id: 1, a: 2.5 }],
  [{ $inc: { a: 1 } }, { _id: 1, a: long(2n ** 53n) }, { _id: 1, a: long(2n ** 53n + 1n) }],
  [{ $inc: { a: decimal('0.1') } }, { _id: 1, a: 1 }, { _id: 1, a: decimal('1.1') }],
  [{ $inc: { a: double(1) } }, { _id: 1, a: 1 }, { _id: 1, a: double(2) }],
  [{ $mul: { a: 3 } }, { _id: 1, a: 2 }, { _id: 1, a: 6 }],
  [{ $mul: { a: 3 } }, { _id: 1 }, { _id: 1, a: 0 }],
  [{ $mul: { a: long(3) } }, { _id: 1 }, { _id: 1, a: long(0) }],
  [{ $mul: { a: 1.5 } }, { _id: 1 }, { _id: 1, a: double(0) }],
  [{ $mul: { a: 2 } }, { _id: 1, a: 2 ** 30 }, { _id: 1, a: long(2n ** 31n) }],
  [{ $min: { a: 1, b: 5 } }, { _id: 1, a: 2, b: 2 }, { _id: 1, a: 1, b: 2 }],
  [{ $max: { a: 1, b: 5 } }, { _id: 1, a: 2, b: 2 }, { _id: 1, a: 2, b: 5 }],
  [{ $min: { a: null } }, { _id: 1, a: 2 }, { _id: 1, a: null }],
  [{ $max: { a: 'x' } }, { _id: 1, a: 2 }, { _id: 1, a: 'x' }],
  [{ $max: { a: date('2024-01-02') } }, { _id: 1, a: date('2024-01-01') }, { _id: 1, a: date('2024-01-02') }],
  [{ $min: { a: 1 } }, { _id: 1 }, { _id: 1, a: 1 }],
  [{ $bit: { a: { and: 10 } } }, { _id: 1, a: 12 }, { _id: 1, a: 8 }],
  [{ $bit: { a: { or: 1, xor: 3 } } }, { _id: 1, a: 4 }, { _id: 1, a: 6 }],
  [{ $bit: { a: { or: long(1) } } }, { _id: 1, a: 4 }, { _id: 1, a: long(5) }],
  [{ $bit: { a: { or: 5 } } }, { _id: 1 }, { _id: 1, a: 5 }],
  [{ $currentDate: { a: true } }, { _id: 1 }, { _id: 1, a: NOW }],
  [{ $currentDate: { a: { $type: 'date' } } }, { _id: 1 }, { _id: 1, a: NOW }],
  [{ $currentDate: { a: { $type: 'timestamp' } } }, { _id: 1 }, { _id: 1, a: timestamp(7, 1) }],
])

table('$rename', [
  [{ $rename: { a: 'b' } }, { _id: 1, a: 1, c: 2 }, { _id: 1, c: 2, b: 1 }],
  [{ $rename: { a: 'c' } }, { _id: 1, a: 1, c: 2 }, { _id: 1, c: 1 }],
  [{ $rename: { 'a.b': 'c.d' } }, { _id: 1, a: { b: 1 } }, { _id: 1, a: {}, c: { d: 1 } }],
  [{ $rename: { x: 'y' } }, { _id: 1, a: 1 }, { _id: 1, a: 1 }],
  [
    { $rename: { a: 'b' }, $set: { c: 1 } },
    { _id: 1, a: [1] },
    { _id: 1, b: [1], c: 1 },
  ],
])

table('$push', [
  [{ $push: { a: 1 } }, { _id: 1, a: [2] }, { _id: 1, a: [2, 1] }],
  [{ $push: { a: 1 } }, { _id: 1 }, { _id: 1, a: [1] }],
  [{ $push: { a: [1, 2] } }, { _id: 1, a: [] }, { _id: 1, a: [[1, 2]] }],
  [{ $push: { a: { $each: [3, 4] } } }, { _id: 1, a: [1] }, { _id: 1, a: [1, 3, 4] }],
  [{ $push: { a: { $each: [0], $position: 0 } } }, { _id: 1, a: [1] }, { _id: 1, a: [0, 1] }],
  [{ $push: { a: { $each: [0], $position: -1 } } }, { _id: 1, a: [1, 2] }, { _id: 1, a: [1, 0, 2] }],
  [{ $push: { a: { $each: [0], $position: -9 } } }, { _id: 1, a: [1, 2] }, { _id: 1, a: [0, 1, 2] }],
  [{ $push: { a: { $each: [4], $slice: -2 } } }, { _id: 1, a: [1, 2] }, { _id: 1, a: [2, 4] }],
  [{ $push: { a: { $each: [4], $slice: 2 } } }, { _id: 1, a: [1, 2] }, { _id: 1, a: [1, 2] }],
  [{ $push: { a: { $each: [4], $slice: 0 } } }, { _id: 1, a: [1, 2] }, { _id: 1, a: [] }],
  [{ $push: { a: { $each: [2], $sort: 1 } } }, { _id: 1, a: [3, 1] }, { _id: 1, a: [1, 2, 3] }],
  [
    { $push: { a: { $each: [{ s: 2 }], $sort: { s: -1 }, $slice: 2 } } },
    { _id: 1, a: [{ s: 1 }, { s: 3 }] },
    { _id: 1, a: [{ s: 3 }, { s: 2 }] },
  ],
  [
    { $push: { a: { $each: [], $sort: { 'x.y': 1 } } } },
    { _id: 1, a: [{ x: { y: 2 } }, { x: { y: 1 } }, 5] },
    { _id: 1, a: [5, { x: { y: 1 } }, { x: { y: 2 } }] },
  ],
  [{ $push: { a: { $each: [] } } }, { _id: 1 }, { _id: 1, a: [] }],
])

table('$addToSet, $pop, $pull, $pullAll', [
  [{ $addToSet: { a: 1 } }, { _id: 1, a: [1] }, { _id: 1, a: [1] }],
  [{ $addToSet: { a: double(1) } }, { _id: 1, a: [1] }, { _id: 1, a: [1] }],
  [{ $addToSet: { a: { $each: [1, 2, 2] } } }, { _id: 1, a: [1] }, { _id: 1, a: [1, 2] }],
  [
    { $addToSet: { a: { x: 1, y: 2 } } },
    { _id: 1, a: [{ y: 2, x: 1 }] },
    {
      _id: 1,
      a: [
        { y: 2, x: 1 },
        { x: 1, y: 2 },
      ],
    },
  ],
  [{ $addToSet: { a: [1] } }, { _id: 1, a: [1] }, { _id: 1, a: [1, [1]] }],
  [{ $addToSet: { a: 1 } }, { _id: 1 }, { _id: 1, a: [1] }],
  [{ $pop: { a: 1 } }, { _id: 1, a: [1, 2] }, { _id: 1, a: [1] }],
  [{ $pop: { a: -1 } }, { _id: 1, a: [1, 2] }, { _id: 1, a: [2] }],
  [{ $pop: { a: 1, b: 1 } }, { _id: 1, a: [] }, { _id: 1, a: [] }],
  [{ $pull: { a: 1 } }, { _id: 1, a: [1, 2, 1] }, { _id: 1, a: [2] }],
  [{ $pull: { a: { $gte: 2 } } }, { _id: 1, a: [1, 2, 3] }, { _id: 1, a: [1] }],
  [{ $pull: { a: { x: 1 } } }, { _id: 1, a: [{ x: 1, y: 1 }, { x: 2 }, 1] }, { _id: 1, a: [{ x: 2 }, 1] }],
  [{ $pull: { a: { x: { $gt: 1 } } } }, { _id: 1, a: [{ x: 1 }, { x: 2 }] }, { _id: 1, a: [{ x: 1 }] }],
  [{ $pull: { a: { $in: [1, 3] } } }, { _id: 1, a: [1, 2, 3] }, { _id: 1, a: [2] }],
  [
    { $pull: { a: { $elemMatch: { b: 1 } } } },
    { _id: 1, a: [[{ b: 1 }], [{ b: 2 }]] },
    { _id: 1, a: [[{ b: 2 }]] },
  ],
  [
    { $pull: { a: [1, 2] } },
    {
      _id: 1,
      a: [
        [1, 2],
        [2, 1],
      ],
    },
    { _id: 1, a: [[2, 1]] },
  ],
  [{ $pull: { a: null } }, { _id: 1, a: [null, 1] }, { _id: 1, a: [1] }],
  [{ $pull: { a: 1 } }, { _id: 1 }, { _id: 1 }],
  [
    { $pullAll: { a: [1, { x: 1 }] } },
    { _id: 1, a: [1, { x: 1, y: 1 }, { x: 1 }, 2] },
    { _id: 1, a: [{ x: 1, y: 1 }, 2] },
  ],
])

table('positional paths', [
  [{ $set: { 'a.$': 9 } }, { _id: 1, a: [1, 5, 5] }, { _id: 1, a: [1, 9, 5] }, { filter: { a: 5 } }],
  [
    { $set: { 'a.$.y': 9 } },
    { _id: 1, a: [{ x: 1 }, { x: 2 }] },
    { _id: 1, a: [{ x: 1 }, { x: 2, y: 9 }] },
    { filter: { 'a.x': 2 } },
  ],
  [
    { $inc: { 'a.$.x': 1 } },
    {
      _id: 1,
      a: [
        { x: 1, k: 'p' },
        { x: 2, k: 'q' },
      ],
    },
    {
      _id: 1,
      a: [
        { x: 1, k: 'p' },
        { x: 3, k: 'q' },
      ],
    },
    { filter: { a: { $elemMatch: { k: 'q', x: { $gt: 1 } } } } },
  ],
  [{ $unset: { 'a.$': 1 } }, { _id: 1, a: [1, 2] }, { _id: 1, a: [1, null] }, { filter: { a: 2 } }],
  [{ $set: { 'a.$[]': 0 } }, { _id: 1, a: [1, 2] }, { _id: 1, a: [0, 0] }],
  [{ $inc: { 'a.$[].x': 1 } }, { _id: 1, a: [{ x: 1 }, {}] }, { _id: 1, a: [{ x: 2 }, { x: 1 }] }],
  [
    { $set: { 'a.$[e]': 0 } },
    { _id: 1, a: [1, 5, 7] },
    { _id: 1, a: [1, 0, 0] },
    { arrayFilters: [{ e: { $gt: 3 } }] },
  ],
  [
    { $set: { 'a.$[e].y': 0 } },
    { _id: 1, a: [{ x: 1 }, { x: 2 }] },
    { _id: 1, a: [{ x: 1 }, { x: 2, y: 0 }] },
    { arrayFilters: [{ 'e.x': 2 }] },
  ],
  [
    { $set: { 'a.$[].b.$[e]': 0 } },
    { _id: 1, a: [{ b: [1, 2] }, { b: [2, 3] }] },
    { _id: 1, a: [{ b: [1, 0] }, { b: [0, 3] }] },
    { arrayFilters: [{ e: 2 }] },
  ],
  [
    { $set: { 'a.$[e].y': 1 }, $inc: { 'a.$[f].x': 1 } },
    { _id: 1, a: [{ x: 1 }, { x: 2 }] },
    { _id: 1, a: [{ x: 1, y: 1 }, { x: 3 }] },
    { arrayFilters: [{ 'e.x': 1 }, { 'f.x': 2 }] },
  ],
  [{ $set: { 'a.$[e]': 0 } }, { _id: 1, a: [1] }, { _id: 1, a: [1] }, { arrayFilters: [{ e: 9 }] }],
  [
    { $set: { 'a.$[e]': 0 } },
    { _id: 1, a: [1, 4] },
    { _id: 1, a: [0, 4] },
    { arrayFilters: [{ $or: [{ e: 1 }, { e: { $gt: 8 } }] }] },
  ],
])

table('replacement and pipelines', [
  [{ x: 1 }, { _id: 1, a: 1 }, { _id: 1, x: 1 }],
  [{}, { _id: 1, a: 1 }, { _id: 1 }],
  [{ x: 1, _id: 1 }, { _id: 1 }, { _id: 1, x: 1 }],
  [[{ $set: { b: { $add: ['$a', 1] } } }], { _id: 1, a: 1 }, { _id: 1, a: 1, b: 2 }],
  [[{ $unset: ['a'] }, { $addFields: { c: 1 } }], { _id: 1, a: 1 }, { _id: 1, c: 1 }],
  [[{ $replaceWith: { x: '$a' } }], { _id: 1, a: 1 }, { _id: 1, x: 1 }],
  [[{ $project: { a: 1 } }], { _id: 1, a: 1, b: 1 }, { _id: 1, a: 1 }],
  [[{ $set: { at: '$$NOW' } }], { _id: 1 }, { _id: 1, at: NOW }],
  [[{ $set: { v: '$$x' } }], { _id: 1 }, { _id: 1, v: 3 }, { variables: { x: 3 } }],
])

table('inserting', [
  [{ $setOnInsert: { a: 1 }, $set: { b: 2 } }, { _id: 1 }, { _id: 1, a: 1, b: 2 }, { isInsert: true }],
  [{ $setOnInsert: { a: 1 } }, { _id: 1 }, { _id: 1 }],
  [{ $setOnInsert: { _id: 5 } }, { a: 1 }, { _id: 5, a: 1 }, { isInsert: true }],
  [{ x: 1 }, { _id: 5, a: 1 }, { _id: 5, x: 1 }, { isInsert: true }],
  [{ x: 1 }, { a: 1 }, { x: 1 }, { isInsert: true }],
])

describe('what changes nothing returns the same document', () => {
  test.each<[object, object]>([
    [{ $set: { a: 1 } }, { a: 1 }],
    [{ $unset: { b: 1 } }, { a: 1 }],
    [{ $inc: { a: 0 } }, { a: 1 }],
    [{ $addToSet: { a: 1 } }, { a: [1] }],
    [{ $pull: { a: 5 } }, { a: [1] }],
    [{ $min: { a: 5 } }, { a: 1 }],
    [{ $rename: { b: 'c' } }, { a: 1 }],
    [{ a: 1 }, { a: 1 }],
    [{ $setOnInsert: { z: 1 } }, { a: 1 }],
  ])('%j on %j', (update, before) => {
    const source = doc({ _id: 1, ...before })
    expect(applyUpdate(source, doc(update as Document), OPTIONS)).toBe(source)
  })

  test('but another type is a change', () => {
    const source = { _id: int(1), a: int(1) }
    const result = applyUpdate(source, { $set: { a: double(1) } }, OPTIONS)
    expect(result['a']).toStrictEqual(double(1))
  })
})

describe('what an update does not touch', () => {
  const source = {
    _id: id(1),
    int: new Int32(1),
    double: new Double(1),
    long: Long.fromBigInt(2n ** 60n),
    decimal: decimal('1.10'),
    date: NOW,
    binary: new Binary(Buffer.from('x'), 4),
    timestamp: new Timestamp({ t: 1, i: 2 }),
    nested: { list: [new Double(2), { deep: new Int32(3) }] },
  }

  test.each<object>([
    { $set: { new: 1 } },
    { $set: { 'nested.other': 1 } },
    { $push: { 'nested.list': 1 } },
    { $unset: { int: 1 } },
    [{ $set: { new: 1 } }],
    [{ $set: { 'nested.other': '$int' } }],
  ])('keeps its type and identity under %j', (update) => {
    const before = structuredCloneOfKeys(source)
    const result = applyUpdate(source, update as Document, OPTIONS)
    for (const name of ['double', 'long', 'decimal', 'date', 'binary', 'timestamp'] as const)
      expect(result[name]).toBe(source[name])
    expect((result['nested'] as typeof source.nested).list[0]).toBe(source.nested.list[0])
    expect(structuredCloneOfKeys(source)).toStrictEqual(before)
  })

  function structuredCloneOfKeys(value: typeof source): unknown {
    return { ...value, nested: { list: [...value.nested.list] } }
  }
})

describe('errors', () => {
  test.each<[object, object, string, object?]>([
    [{ $set: { a: 1, 'a.b': 2 } }, {}, 'ConflictingUpdateOperators'],
    [{ $set: { a: 1 }, $inc: { a: 2 } }, {}, 'ConflictingUpdateOperators'],
    [{ $set: { a: 1 }, $rename: { a: 'b' } }, {}, 'ConflictingUpdateOperators'],
    [{ $set: { b: 1 }, $rename: { a: 'b' } }, {}, 'ConflictingUpdateOperators'],
    [{ $set: { 'a.$[]': 1, 'a.0': 2 } }, { a: [1] }, 'ConflictingUpdateOperators'],
    [{ $set: { 'a.b': 1 } }, { a: 5 }, 'PathNotViable'],
    [{ $set: { 'a.b': 1 } }, { a: [1] }, 'PathNotViable'],
    [{ $set: { 'a.b': 1 } }, { a: null }, 'PathNotViable'],
    [{ $pop: { 'a.b': 1 } }, { a: 5 }, 'PathNotViable'],
    [{ $set: { _id: 2 } }, {}, 'ImmutableField'],
    [{ $unset: { _id: 1 } }, {}, 'ImmutableField'],
    [{ $rename: { _id: 'x' } }, {}, 'ImmutableField'],
    [{ $inc: { _id: 1 } }, {}, 'ImmutableField'],
    [{ _id: 2, a: 1 }, {}, 'ImmutableField'],
    [[{ $set: { _id: 2 } }], {}, 'ImmutableField'],
    [{ $set: { '': 1 } }, {}, 'EmptyFieldName'],
    [{ $set: { 'a.': 1 } }, {}, 'EmptyFieldName'],
    [{ $set: { 'a..b': 1 } }, {}, 'EmptyFieldName'],
    [{ $set: { $a: 1 } }, {}, 'DollarPrefixedFieldName'],
    [{ a: 1, $b: 1 }, {}, 'DollarPrefixedFieldName'],
    [{ $foo: { a: 1 } }, {}, 'FailedToParse'],
    [{ $set: 1 }, {}, 'FailedToParse'],
    [{ $set: { a: 1 }, b: 1 }, {}, 'FailedToParse'],
    [{ $inc: { a: 'x' } }, {}, 'TypeMismatch'],
    [{ $inc: { a: 1 } }, { a: 'x' }, 'TypeMismatch'],
    [{ $inc: { a: 1 } }, { a: null }, 'TypeMismatch'],
    [{ $inc: { a: 1 } }, { a: long(2n ** 63n - 1n) }, 'BadValue'],
    [{ $mul: { a: 2 } }, { a: long(2n ** 62n) }, 'BadValue'],
    [{ $push: { a: 1 } }, { a: 5 }, 'BadValue'],
    [{ $push: { a: { $each: 1 } } }, {}, 'BadValue'],
    [{ $push: { a: { $each: [1], $foo: 1 } } }, {}, 'BadValue'],
    [{ $push: { a: { $each: [1], $slice: 'x' } } }, {}, 'BadValue'],
    [{ $push: { a: { $each: [1], $sort: 2 } } }, {}, 'BadValue'],
    [{ $push: { a: { $each: [1], $sort: {} } } }, {}, 'BadValue'],
    [{ $addToSet: { a: 1 } }, { a: 5 }, 'BadValue'],
    [{ $addToSet: { a: { $each: 1 } } }, {}, 'BadValue'],
    [{ $pull: { a: 1 } }, { a: 5 }, 'BadValue'],
    [{ $pullAll: { a: 1 } }, {}, 'BadValue'],
    [{ $pop: { a: 2 } }, {}, 'FailedToParse'],
    [{ $pop: { a: 1 } }, { a: 5 }, 'TypeMismatch'],
    [{ $bit: { a: { and: 1 } } }, { a: 1.5 }, 'BadValue'],
    [{ $bit: { a: { nand: 1 } } }, {}, 'BadValue'],
    [{ $bit: { a: {} } }, {}, 'BadValue'],
    [{ $bit: { a: { and: 1.5 } } }, {}, 'BadValue'],
    [{ $currentDate: { a: 'now' } }, {}, 'BadValue'],
    [{ $currentDate: { a: { $type: 'x' } } }, {}, 'BadValue'],
    [{ $rename: { a: 1 } }, {}, 'BadValue'],
    [{ $rename: { a: 'a' } }, {}, 'BadValue'],
    [{ $rename: { a: 'a.b' } }, {}, 'BadValue'],
    [{ $rename: { 'a.0': 'b' } }, { a: [1] }, 'BadValue'],
    [{ $rename: { b: 'a.0' } }, { a: [1], b: 1 }, 'BadValue'],
    [{ $rename: { 'a.$[]': 'b' } }, {}, 'BadValue'],
    [{ $set: { 'a.$': 1 } }, { a: [1] }, 'BadValue', { filter: { _id: 1 } }],
    [{ $set: { '$.a': 1 } }, {}, 'BadValue'],
    [{ $set: { 'a.$.b.$': 1 } }, {}, 'BadValue'],
    [{ $set: { 'a.$[]': 1 } }, {}, 'BadValue'],
    [{ $set: { 'a.$[]': 1 } }, { a: 5 }, 'BadValue'],
    [{ $set: { 'a.$[e]': 1 } }, { a: [1] }, 'BadValue'],
    [{ $set: { b: 1 } }, {}, 'FailedToParse', { arrayFilters: [{ e: 1 }] }],
    [{ $set: { 'a.$[e]': 1 } }, { a: [1] }, 'FailedToParse', { arrayFilters: [{ e: 1 }, { e: 2 }] }],
    [{ $set: { 'a.$[e]': 1 } }, { a: [1] }, 'FailedToParse', { arrayFilters: [{ e: 1, f: 2 }] }],
    [{ $set: { 'a.$[e]': 1 } }, { a: [1] }, 'FailedToParse', { arrayFilters: [{}] }],
    [{ $set: { 'a.$[E]': 1 } }, { a: [1] }, 'BadValue', { arrayFilters: [{ E: 1 }] }],
    [[{ $match: {} }], {}, 'InvalidOptions'],
    [[{ $group: { _id: 1 } }], {}, 'InvalidOptions'],
    [[{ $set: { a: 1 } }], {}, 'FailedToParse', { arrayFilters: [{ e: 1 }] }],
    [{ $set: { 'a.2000000': 1 } }, { a: [] }, 'Location34'],
  ])('%j on %j: %s', (update, before, code, options = {}) => {
    expect(codeOf(() => apply([update, { _id: 1, ...before }, {}, options]))).toBe(code)
  })

  test.each<[object, string]>([
    [{ $set: { _id: [1] } }, 'InvalidIdField'],
    [{ _id: [1] }, 'InvalidIdField'],
    [{ $set: { _id: { $a: 1 } } }, 'DollarPrefixedFieldName'],
  ])('inserting %j: %s', (update, code) => {
    expect(codeOf(() => apply([update, {}, {}, { isInsert: true }]))).toBe(code)
  })
})
