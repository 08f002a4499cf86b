import { Decimal128, type Document, Long, MongoServerError, ObjectId } from 'mongodb'
import { describe, expect, it } from 'vitest'
import { type CodeName, codeOf } from '../src/errors.ts'
import { doc } from '../src/language/test-values.ts'
import { useDatabase } from '../test-support/client.ts'
import { canonical, documents, fill, TYPED } from './cases.ts'

/*
 * What the commands do around the language: upserts, findAndModify, several statements, collation,
 * variables, and writes by a pipeline.
 */

const fixture = useDatabase('commands')

interface Case {
  before: object[]
  run: object
  /** Fields of the reply; others are not looked at. */
  reply?: Document
  error?: CodeName
  /** The documents of the reply's cursor. */
  batch?: object[]
  /** The collection afterwards, by _id. */
  after?: object[]
}

const numberOf = (error: unknown) => Number(error instanceof MongoServerError ? error.code : Number.NaN)

async function answer(run: object): Promise<{ reply?: Document; code?: number }> {
  try {
    const reply = await fixture.db.command(doc(run as Document), TYPED)
    const [failed] = (reply['writeErrors'] ?? []) as Document[]
    return failed ? { reply, code: Number(failed['code']) } : { reply }
  } catch (error) {
    return { code: numberOf(error) }
  }
}

async function check({ before, run, reply, error, batch, after }: Case): Promise<void> {
  const things = fixture.db.collection('things')
  await fill(things, before)
  const answered = await answer(run)
  expect(answered.code, JSON.stringify(answered)).toBe(error && codeOf(error))
  for (const [name, value] of Object.entries(reply ?? {}))
    expect(canonical(answered.reply?.[name]), name).toStrictEqual(canonical(doc({ value })['value']))
  if (batch)
    expect(canonical(answered.reply?.['cursor'].firstBatch)).toStrictEqual(canonical(documents(batch)))
  if (after)
    expect(canonical(await things.find({}, TYPED).sort({ _id: 1 }).toArray())).toStrictEqual(
      canonical(documents(after)),
    )
}

const update = (...updates: object[]) => ({ update: 'things', updates })
const upsert = (q: object, u: object, more: object = {}) => update({ q, u, upsert: true, ...more })
const modify = (more: object) => ({ findAndModify: 'things', ...more })

const UPSERTS: Record<string, Case> = {
  'take equalities of the filter, before the update': {
    before: [],
    run: upsert({ _id: 1, a: 2, b: { $eq: 3 }, c: { $gt: 4 } }, { $inc: { d: 5 } }),
    reply: { n: 1, nModified: 0, upserted: [{ index: 0, _id: 1 }] },
    after: [{ _id: 1, a: 2, b: 3, d: 5 }],
  },
  'take equalities inside of $and, and of a single $or': {
    before: [],
    run: upsert({ $and: [{ _id: 1 }, { a: 2 }], $or: [{ b: 3 }] }, { $set: { c: 1 } }),
    after: [{ _id: 1, a: 2, b: 3, c: 1 }],
  },
  'take nothing of an $or with two branches': {
    before: [],
    run: upsert({ _id: 1, $or: [{ a: 1 }, { a: 2 }] }, { $set: { c: 1 } }),
    after: [{ _id: 1, c: 1 }],
  },
  'take an $in and an $all of one value': {
    before: [],
    run: upsert({ _id: { $in: [7] }, a: { $all: [3] } }, { $set: { c: 1 } }),
    after: [{ _id: 7, a: 3, c: 1 }],
  },
  'make documents of dotted paths': {
    before: [],
    run: upsert({ _id: 1, 'a.b': 2, 'a.c': 3 }, { $set: { 'a.d': 4 } }),
    after: [{ _id: 1, a: { b: 2, c: 3, d: 4 } }],
  },
  'increment what the filter says': {
    before: [],
    run: upsert({ _id: 1, n: 5 }, { $inc: { n: 1 } }),
    after: [{ _id: 1, n: 6 }],
  },
  'apply $setOnInsert to new documents only': {
    before: [{ _id: 1 }],
    run: update(
      { q: { _id: 1 }, u: { $setOnInsert: { a: 1 }, $set: { b: 1 } }, upsert: true },
      { q: { _id: 2 }, u: { $setOnInsert: { a: 1 }, $set: { b: 1 } }, upsert: true },
    ),
    reply: { n: 2, nModified: 1 },
    after: [
      { _id: 1, b: 1 },
      { _id: 2, a: 1, b: 1 },
    ],
  },
  'replace: the _id comes from the filter, nothing else': {
    before: [],
    run: upsert({ _id: 1, a: 2 }, { b: 3 }),
    after: [{ _id: 1, b: 3 }],
  },
  'replace with an _id of their own': {
    before: [],
    run: upsert({ a: 2 }, { b: 3, _id: 9 }),
    after: [{ _id: 9, b: 3 }],
  },
  'refuse two values for one field': {
    before: [],
    run: upsert({ $and: [{ a: 1 }, { a: 1 }] }, { $set: { c: 1 } }),
    error: 'NotSingleValueField',
    after: [],
  },
  'refuse a path below a field that has a value': {
    before: [],
    run: upsert({ a: 1, 'a.b': 2 }, { $set: { c: 1 } }),
    error: 'NotSingleValueField',
  },
  'refuse another _id than the filter has': {
    before: [],
    run: upsert({ _id: 1 }, { $set: { _id: 2 } }),
    error: 'ImmutableField',
  },
  'refuse a replacement with another _id than the filter has': {
    before: [],
    run: upsert({ _id: 1 }, { _id: 2 }),
    error: 'ImmutableField',
  },
  'run a pipeline on the filter’s equalities': {
    before: [],
    run: upsert({ _id: 1, a: 2 }, [{ $set: { b: { $add: ['$a', 1] } } }]),
    after: [{ _id: 1, a: 2, b: 3 }],
  },
  'push onto nothing': {
    before: [],
    run: upsert({ _id: 1 }, { $push: { list: { $each: [3, 1, 2], $sort: 1 } } }),
    after: [{ _id: 1, list: [1, 2, 3] }],
  },
  'cannot know a position in an array': {
    before: [],
    run: upsert({ _id: 1, 'list.x': 1 }, { $set: { 'list.$.y': 1 } }),
    error: 'BadValue',
  },
  'find what compares equal across number types': {
    before: [{ _id: 1, a: 1 }],
    run: upsert({ a: Long.fromNumber(1) }, { $set: { b: 1 } }),
    reply: { n: 1, nModified: 1 },
    after: [{ _id: 1, a: 1, b: 1 }],
  },
  'keep the type that the filter has': {
    before: [],
    run: upsert({ _id: 1, a: Long.fromNumber(1), b: Decimal128.fromString('1.0') }, { $set: { c: 1 } }),
    after: [{ _id: 1, a: Long.fromNumber(1), b: Decimal128.fromString('1.0'), c: 1 }],
  },
}

const UPDATES: Record<string, Case> = {
  'give each matching document its own position': {
    before: [
      { _id: 1, a: [1, 5, 9] },
      { _id: 2, a: [5] },
      { _id: 3, a: [1] },
    ],
    run: update({ q: { a: 5 }, u: { $set: { 'a.$': 0 } }, multi: true }),
    reply: { n: 2, nModified: 2 },
    after: [
      { _id: 1, a: [1, 0, 9] },
      { _id: 2, a: [0] },
      { _id: 3, a: [1] },
    ],
  },
  'count what did not change as matched': {
    before: [
      { _id: 1, a: 1 },
      { _id: 2, a: 2 },
    ],
    run: update({ q: {}, u: { $set: { a: 1 } }, multi: true }),
    reply: { n: 2, nModified: 1 },
  },
  'change the type of a number that stays equal': {
    before: [{ _id: 1, a: 1 }],
    run: update({ q: {}, u: { $set: { a: Long.fromNumber(1) } } }),
    reply: { n: 1, nModified: 1 },
    after: [{ _id: 1, a: Long.fromNumber(1) }],
  },
  'run in their order': {
    before: [{ _id: 1, a: 1 }],
    run: update(
      { q: { a: 1 }, u: { $set: { a: 2 } } },
      { q: { a: 2 }, u: { $set: { a: 3 } } },
      { q: { a: 1 }, u: { $set: { a: 9 } } },
    ),
    reply: { n: 2, nModified: 2 },
    after: [{ _id: 1, a: 3 }],
  },
  'stop at the first error': {
    before: [{ _id: 1, a: 'x' }],
    run: update(
      { q: {}, u: { $set: { b: 1 } } },
      { q: {}, u: { $inc: { a: 1 } } },
      { q: {}, u: { $set: { c: 1 } } },
    ),
    error: 'TypeMismatch',
    reply: { n: 1, nModified: 1 },
    after: [{ _id: 1, a: 'x', b: 1 }],
  },
  'leave all of a document alone when one operator fails': {
    before: [{ _id: 1, a: 1, b: 'x' }],
    run: update({ q: {}, u: { $inc: { a: 1, b: 1 } } }),
    error: 'TypeMismatch',
    after: [{ _id: 1, a: 1, b: 'x' }],
  },
  'take variables in filter and pipeline': {
    before: [
      { _id: 1, a: 1 },
      { _id: 2, a: 2 },
    ],
    run: {
      update: 'things',
      let: { wanted: 2, more: 10 },
      updates: [
        { q: { $expr: { $eq: ['$a', '$$wanted'] } }, u: [{ $set: { a: { $add: ['$a', '$$more'] } } }] },
      ],
    },
    after: [
      { _id: 1, a: 1 },
      { _id: 2, a: 12 },
    ],
  },
  'take constants of the statement before those of the command': {
    before: [{ _id: 1 }],
    run: update({ q: {}, u: [{ $set: { a: '$$v' } }], c: { v: 5 } }),
    after: [{ _id: 1, a: 5 }],
  },
  'compare under the collation of the statement': {
    before: [
      { _id: 1, a: 'É' },
      { _id: 2, a: 'e' },
      { _id: 3, a: 'f' },
    ],
    run: update({
      q: { a: 'e' },
      u: { $set: { b: 1 } },
      multi: true,
      collation: { locale: 'en', strength: 1 },
    }),
    after: [
      { _id: 1, a: 'É', b: 1 },
      { _id: 2, a: 'e', b: 1 },
      { _id: 3, a: 'f' },
    ],
  },
  'need an array filter for each name': {
    before: [{ _id: 1, a: [1] }],
    run: update({ q: {}, u: { $set: { 'a.$[x]': 1 } } }),
    error: 'BadValue',
  },
  'need every array filter': {
    before: [{ _id: 1, a: [1] }],
    run: update({ q: {}, u: { $set: { b: 1 } }, arrayFilters: [{ x: 1 }] }),
    error: 'FailedToParse',
  },
  'may not replace many': {
    before: [{ _id: 1 }],
    run: update({ q: {}, u: { a: 1 }, multi: true }),
    error: 'FailedToParse',
  },
  'may not write through a pipeline stage that reads': {
    before: [{ _id: 1 }],
    run: update({ q: {}, u: [{ $lookup: { from: 'x', localField: 'a', foreignField: 'b', as: 'c' } }] }),
    error: 'InvalidOptions',
  },
}

const MODIFICATIONS: Record<string, Case> = {
  'return the document before': {
    before: [{ _id: 1, n: 1 }],
    run: modify({ query: { _id: 1 }, update: { $inc: { n: 1 } } }),
    reply: { value: { _id: 1, n: 1 }, lastErrorObject: { n: 1, updatedExisting: true } },
    after: [{ _id: 1, n: 2 }],
  },
  'return the document after, with chosen fields': {
    before: [{ _id: 1, n: 1, list: [1, 2, 3], m: 2 }],
    run: modify({
      query: { _id: 1 },
      update: { $inc: { n: 1 } },
      new: true,
      fields: { _id: 0, n: 1, list: { $slice: 1 } },
    }),
    reply: { value: { n: 2, list: [1] } },
  },
  'take the first in an order': {
    before: [
      { _id: 1, p: 2 },
      { _id: 2, p: 1 },
      { _id: 3, p: 3 },
    ],
    run: modify({ query: {}, sort: { p: 1 }, remove: true }),
    reply: { value: { _id: 2, p: 1 } },
    after: [
      { _id: 1, p: 2 },
      { _id: 3, p: 3 },
    ],
  },
  'return null when nothing matches': {
    before: [],
    run: modify({ query: { _id: 1 }, update: { $set: { a: 1 } } }),
    reply: { value: null, lastErrorObject: { n: 0, updatedExisting: false } },
    after: [],
  },
  'tell what was upserted': {
    before: [],
    run: modify({ query: { _id: 4 }, update: { $set: { a: 1 } }, upsert: true }),
    reply: { value: null, lastErrorObject: { n: 1, updatedExisting: false, upserted: 4 } },
    after: [{ _id: 4, a: 1 }],
  },
  'return what was upserted': {
    before: [],
    run: modify({ query: { _id: 4 }, update: { $set: { a: 1 } }, upsert: true, new: true }),
    reply: { value: { _id: 4, a: 1 } },
  },
  'run a pipeline': {
    before: [{ _id: 1, a: 2, b: 3 }],
    run: modify({
      query: {},
      update: [
        { $replaceWith: { $mergeObjects: ['$$ROOT', { c: { $multiply: ['$a', '$b'] } }] } },
        { $unset: 'a' },
      ],
      new: true,
    }),
    reply: { value: { _id: 1, b: 3, c: 6 } },
  },
  'project by position of the filter': {
    before: [{ _id: 1, a: [{ k: 1 }, { k: 2 }, { k: 3 }] }],
    run: modify({ query: { 'a.k': 2 }, update: { $set: { b: 1 } }, fields: { 'a.$': 1 } }),
    reply: { value: { _id: 1, a: [{ k: 2 }] } },
  },
  'change the element that the filter found': {
    before: [{ _id: 1, a: [{ k: 1 }, { k: 2 }] }],
    run: modify({
      query: { a: { $elemMatch: { k: { $gt: 1 } } } },
      update: { $set: { 'a.$.seen': true } },
      new: true,
    }),
    reply: { value: { _id: 1, a: [{ k: 1 }, { k: 2, seen: true }] } },
  },
  'refuse to remove and update': {
    before: [],
    run: modify({ query: {}, remove: true, update: { $set: { a: 1 } } }),
    error: 'FailedToParse',
  },
  'refuse to return the new document of a removal': {
    before: [],
    run: modify({ query: {}, remove: true, new: true }),
    error: 'FailedToParse',
  },
  'refuse to do neither': {
    before: [],
    run: modify({ query: {} }),
    error: 'FailedToParse',
  },
}

const aggregate = (...pipeline: object[]) => ({ aggregate: 'things', pipeline, cursor: {} })
const merge = (source: object[], spec: object) =>
  aggregate({ $documents: source }, { $merge: { into: 'things', ...spec } })
/** A pipeline of documents of its own is one of the database. */
const mergeDocuments = (source: object[], spec: object) => ({ ...merge(source, spec), aggregate: 1 })

const PIPELINES: Record<string, Case> = {
  'merge fields into documents, and add new ones': {
    before: [{ _id: 1, a: 1 }],
    run: mergeDocuments(
      [
        { _id: 1, b: 2 },
        { _id: 2, b: 3 },
      ],
      {},
    ),

    after: [
      { _id: 1, a: 1, b: 2 },
      { _id: 2, b: 3 },
    ],
  },
  'merge by their variables': {
    before: [{ _id: 1, n: 1 }],
    run: mergeDocuments([{ _id: 1, more: 5 }], {
      let: { more: '$more' },
      whenMatched: [{ $set: { n: { $add: ['$n', '$$more'] } } }],
    }),
    after: [{ _id: 1, n: 6 }],
  },
  'need a unique index to merge on': {
    before: [{ _id: 1, k: 1 }],
    run: mergeDocuments([{ k: 1 }], { on: 'k' }),
    error: 'Location51183',
  },
  'keep what is there': {
    before: [{ _id: 1, a: 1 }],
    run: mergeDocuments(
      [
        { _id: 1, a: 2 },
        { _id: 2, a: 3 },
      ],
      { whenMatched: 'keepExisting' },
    ),
    after: [
      { _id: 1, a: 1 },
      { _id: 2, a: 3 },
    ],
  },
  'fail over what is missing': {
    before: [{ _id: 1, a: 1 }],
    run: mergeDocuments([{ _id: 2, a: 3 }], { whenNotMatched: 'fail' }),
    error: 'Location13113',
    after: [{ _id: 1, a: 1 }],
  },
  'merge a collection into itself once': {
    before: Array.from({ length: 50 }, (_, _id) => ({ _id, a: 1 })),
    run: aggregate(
      { $project: { _id: { $add: ['$_id', 50] }, a: { $add: ['$a', 1] } } },
      { $merge: { into: 'things' } },
    ),
    after: Array.from({ length: 100 }, (_, _id) => ({ _id, a: _id < 50 ? 1 : 2 })),
  },
  'replace their own collection': {
    before: [
      { _id: 1, a: 1 },
      { _id: 2, a: 2 },
    ],
    run: aggregate({ $match: { a: 2 } }, { $set: { b: 1 } }, { $out: 'things' }),
    after: [{ _id: 2, a: 2, b: 1 }],
  },
  'leave the collection as it was when one document fails': {
    before: [
      { _id: 1, a: 1 },
      { _id: 2, a: 'x' },
    ],
    run: aggregate({ $set: { a: { $add: ['$a', 1] } } }, { $out: 'things' }),
    error: 'TypeMismatch',
    after: [
      { _id: 1, a: 1 },
      { _id: 2, a: 'x' },
    ],
  },
  'compare under their collation': {
    before: [
      { _id: 1, a: 'x' },
      { _id: 2, a: 'X' },
      { _id: 3, a: 'y' },
    ],
    run: {
      ...aggregate({ $group: { _id: { $toLower: '$a' } } }, { $match: { _id: 'X' } }),
      collation: { locale: 'en', strength: 2 },
    },
    batch: [{ _id: 'x' }],
  },
}

describe.each([
  ['pipelines', PIPELINES],
  ['upserts', UPSERTS],
  ['updates', UPDATES],
  ['modifications', MODIFICATIONS],
])('%s', (_name, cases) => {
  it.each(Object.entries(cases))('%s', (_what, each) => check(each))
})

it('an upsert gives a new document an ObjectId in front', async () => {
  const things = fixture.db.collection('things')
  await fill(things, [])
  await things.updateOne({ a: 1 }, { $set: { b: 2 } }, { upsert: true })
  const found = await things.findOne({ a: 1 })
  expect(Object.keys(found ?? {})).toStrictEqual(['_id', 'a', 'b'])
  expect(found?._id).toBeInstanceOf(ObjectId)
})
