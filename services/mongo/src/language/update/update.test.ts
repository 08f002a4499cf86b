import { Binary, Double, Int32, Long, Timestamp } from 'bson'
import { describe, expect, test } from 'vitest'
import { codeOf, decimal, doc, double, id, int } from '../test-values.ts'
import type { Document } from '../values/types.ts'
import { applyUpdate, type UpdateOptions } from './apply.ts'
import { NOW, TIMESTAMP, UPDATE_CASES, UPDATE_ERRORS } from './update.cases.ts'

const OPTIONS: UpdateOptions = { isInsert: false, now: NOW, nextTimestamp: () => TIMESTAMP }

function apply(update: object, before: object, options: object = {}): Document {
  const given = Array.isArray(update) ? update.map((stage) => doc(stage)) : doc(update as Document)
  return applyUpdate(doc(before as Document), given, { ...OPTIONS, ...doc(options as Document) })
}

describe.each(UPDATE_CASES)('%s', (_name, cases) => {
  test.each(cases)('%j on %j', (update, before, after, options) => {
    const result = apply(update, before, options)
    expect(result).toStrictEqual(doc(after as Document))
    expect(Object.keys(result)).toStrictEqual(Object.keys(after))
  })
})

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
  test.each(UPDATE_ERRORS)('%j on %j: %s', (update, before, code, options) => {
    expect(codeOf(() => apply(update, { _id: 1, ...before }, options))).toBe(code)
  })

  test.each<[object, string]>([
    [{ $set: { _id: [1] } }, 'InvalidIdField'],
    [{ _id: [1] }, 'InvalidIdField'],
    [{ $set: { _id: { $a: 1 } } }, 'DollarPrefixedFieldName'],
  ])('inserting %j: %s', (update, code) => {
    expect(codeOf(() => apply(update, {}, { isInsert: true }))).toBe(code)
  })
})
