import { EJSON } from 'bson'
import { Aggregator, Query } from 'mingo'
import { describe, expect, test } from 'vitest'
import { compileFilter, runPipeline } from './index.ts'
import { date, doc } from './test-values.ts'
import type { Document } from './values/types.ts'

/*
 * Random filters and pipelines on the ground where mingo and MongoDB agree: scalars, arrays of scalars and
 * embedded documents, with none of what mingo does otherwise (see DIFFERENCES.md).
 */

function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296
    return state / 4294967296
  }
}

const random = generator(42)
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
const VALUES = [0, 1, 2, 3, 'a', 'b', true, false] as const
const PATHS = ['a', 'b', 'c.x', 'c.y'] as const

function randomDocument(at: number): Document {
  const made: Document = { _id: at }
  if (random() < 0.8) made['a'] = random() < 0.3 ? [pick(VALUES), pick(VALUES)] : pick(VALUES)
  if (random() < 0.8) made['b'] = pick([1, 2, 3])
  if (random() < 0.8) made['c'] = { x: pick(VALUES), y: pick([1, 2, 3]) }
  return made
}

function randomCondition(): Document {
  const value = pick([0, 1, 2, 3])
  return pick<Document>([
    { $eq: pick(VALUES) },
    { $ne: pick(VALUES) },
    { $gt: value },
    { $lte: value },
    { $in: [pick(VALUES), pick(VALUES)] },
    { $nin: [pick(VALUES)] },
    { $exists: random() < 0.5 },
    { $not: { $gte: value } },
    { $size: 2 },
    { $gte: 1, $lt: 3 },
  ])
}

function randomFilter(depth = 2): Document {
  if (depth === 0 || random() < 0.5) return { [pick(PATHS)]: randomCondition() }
  return { [pick(['$and', '$or', '$nor'])]: [randomFilter(depth - 1), randomFilter(depth - 1)] }
}

const SOURCE = Array.from({ length: 60 }, (_, at) => randomDocument(at))
const TYPED = SOURCE.map(doc)
const plain = (value: unknown) => EJSON.deserialize(EJSON.serialize({ value } as never))['value'] as unknown

describe('mingo and we agree', () => {
  test('on filters', () => {
    for (let round = 0; round < 2_000; round++) {
      const filter = randomFilter()
      const query = new Query(filter)
      const matches = compileFilter(doc(filter))
      const theirs = SOURCE.filter((each) => query.test(each)).map((each) => each['_id'])
      const ours = SOURCE.filter((_each, at) => matches(TYPED[at] as Document)).map((each) => each['_id'])
      expect(ours, JSON.stringify(filter)).toStrictEqual(theirs)
    }
  })

  test.each<[Document[]]>([
    [
      [
        { $group: { _id: '$b', n: { $sum: 1 }, t: { $sum: '$c.y' }, m: { $max: '$c.y' } } },
        { $sort: { _id: 1 } },
      ],
    ],
    [[{ $match: { b: { $gt: 1 } } }, { $project: { b: 1, twice: { $multiply: ['$b', 2] } } }]],
    [
      [
        { $unwind: '$a' },
        { $group: { _id: '$a', ids: { $push: '$_id' } } },
        { $sort: { 'ids.0': 1, _id: 1 } },
        { $project: { n: { $size: '$ids' } } },
        { $sort: { n: 1 } },
        { $group: { _id: null, all: { $sum: '$n' } } },
      ],
    ],
    [[{ $sort: { b: -1, _id: 1 } }, { $skip: 5 }, { $limit: 10 }, { $project: { _id: 1 } }]],
    [[{ $addFields: { big: { $cond: [{ $gt: ['$b', 1] }, 'yes', 'no'] } } }, { $sortByCount: '$big' }]],
    [
      [
        {
          $facet: {
            n: [{ $count: 'n' }],
            top: [{ $sort: { _id: -1 } }, { $limit: 2 }, { $project: { _id: 1 } }],
          },
        },
      ],
    ],
  ])('on the pipeline %j', (stages) => {
    const theirs = new Aggregator(stages).run(structuredClone(SOURCE))
    const resolver = { collection: () => [], now: date('2024-01-01') }
    const ours = [...runPipeline(stages.map(doc), TYPED, resolver)]
    expect(plain(ours)).toStrictEqual(theirs)
  })
})
