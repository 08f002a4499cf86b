import type { Document } from 'mongodb'
import { beforeAll, describe, expect, it } from 'vitest'
import { useDatabase } from '../test-support/client.ts'
import { createRandom } from './random.ts'

/*
 * The same documents in two collections, one of them with indexes: whatever is asked, both must answer the
 * same. Queries are random, from a fixed seed.
 */

const fixture = useDatabase('indexes')

const { random, pick, scalar, value: randomValue, document: randomDocument } = createRandom(20261123)

const INDEXES: [keys: Document, options?: Document][] = [
  [{ a: 1 }],
  [{ b: -1, n: 1 }],
  [{ 'a.x': 1 }],
  [{ n: 1, a: 1 }],
  [{ n: -1, b: -1 }],
  [{ c: 1 }, { sparse: true }],
  [{ 'c.x': 1, n: 1 }],
  [{ n: 1, c: -1 }, { partialFilterExpression: { n: { $gt: 1 } } }],
  [{ 'a.0': 1 }],
  [{ 'b.x': 1, 'b.y': -1 }],
  [{ 'c.y': 1, 'c.x': 1 }],
]

const PATHS = ['a', 'b', 'c', 'a.x', 'c.x', 'b.x', 'b.y', 'c.y', 'n', 'a.0', 'a.0.x'] as const

function randomOperator(): Document {
  const value = scalar()
  return pick<Document>([
    { $eq: random() < 0.2 ? randomValue() : value },
    { $ne: value },
    { $gt: value },
    { $gte: value },
    { $lt: value },
    { $lte: value },
    { $gt: scalar(), $lt: scalar() },
    { $in: [scalar(), scalar(), scalar()] },
    { $nin: [scalar()] },
    { $exists: random() < 0.5 },
    { $size: 2 },
    { $type: pick(['int', 'string', 'null', 'array', 'object']) },
    { $all: [scalar(), scalar()] },
    { $elemMatch: { $gte: value } },
    { $elemMatch: { x: value } },
    { $elemMatch: { x: value, y: { $gte: scalar() } } },
    { $gte: value, $lte: value },
    { $in: [null, scalar()] },
    { $gt: randomValue(1) },
    { $lte: randomValue(1) },
    { $regex: pick(['^a', '^A', 'b$', '^ab']) },
    { $regex: '^a', $options: 'i' },
    { $not: { $gt: value } },
    { $mod: [2, 1] },
  ])
}

function randomFilter(depth = 2): Document {
  const kind = random()
  if (depth > 0 && kind < 0.15) return { $or: [randomFilter(depth - 1), randomFilter(depth - 1)] }
  if (depth > 0 && kind < 0.25) return { $and: [randomFilter(depth - 1), randomFilter(depth - 1)] }
  if (depth > 0 && kind < 0.3) return { $nor: [randomFilter(depth - 1)] }
  const filter: Document = {}
  for (let i = 0; i < 1 + Math.floor(random() * 2); i++)
    filter[pick(PATHS)] = random() < 0.3 ? scalar() : randomOperator()
  return filter
}

const SORTS: Document[] = [
  { n: 1 },
  { n: -1 },
  { a: 1 },
  { a: -1 },
  { b: -1, n: 1 },
  { b: 1, n: -1 },
  { 'a.x': 1 },
  { 'a.0': 1 },
  { n: 1, a: 1 },
  { c: -1 },
  { 'b.x': 1, 'b.y': -1 },
  { 'b.x': -1 },
  { _id: -1 },
]

const DOCUMENTS = Array.from({ length: 300 }, (_, at) => randomDocument(at))

beforeAll(async () => {
  await fixture.db.collection('plain').insertMany(DOCUMENTS)
  const indexed = fixture.db.collection('indexed')
  await indexed.insertMany(DOCUMENTS)
  for (const [keys, options = {}] of INDEXES) await indexed.createIndex(keys as never, options)
})

const idsOf = (list: Document[]) => list.map((each) => each['_id'] as number)

async function ids(name: 'plain' | 'indexed', filter: Document, options: Document = {}): Promise<number[]> {
  return idsOf(
    await fixture.db
      .collection(name)
      .find(filter, { projection: { _id: 1 }, ...options })
      .toArray(),
  )
}

describe('an index changes nothing but the time', () => {
  const filters = Array.from({ length: 1500 }, () => randomFilter())

  it('for filters', async () => {
    for (const filter of filters) {
      const [plain, indexed] = await Promise.all([ids('plain', filter), ids('indexed', filter)])
      expect(
        [...indexed].sort((a, b) => a - b),
        JSON.stringify(filter),
      ).toStrictEqual(plain.sort((a, b) => a - b))
    }
  }, 60_000)

  it('for filters told which index to use', async () => {
    const complete = INDEXES.filter(([, options]) => options === undefined)
    for (const filter of filters.slice(0, 500)) {
      const [hint] = pick(complete)
      const [plain, indexed] = await Promise.all([ids('plain', filter), ids('indexed', filter, { hint })])
      expect(
        [...indexed].sort((a, b) => a - b),
        JSON.stringify({ filter, hint }),
      ).toStrictEqual(plain.sort((a, b) => a - b))
    }
  }, 60_000)

  it('for sorts, skips and limits', async () => {
    for (const filter of filters.slice(0, 500)) {
      const sort = { ...pick(SORTS), _id: 1 }
      const options = { sort, skip: pick([0, 3]), limit: pick([0, 5]) }
      const [plain, indexed] = await Promise.all([
        ids('plain', filter, options),
        ids('indexed', filter, options),
      ])
      expect(indexed, JSON.stringify({ filter, options })).toStrictEqual(plain)
    }
  }, 60_000)

  it('under a collation', async () => {
    for (const filter of filters.slice(0, 300)) {
      const options = { collation: { locale: 'en', strength: 2 }, sort: { ...pick(SORTS), _id: 1 } }
      const [plain, indexed] = await Promise.all([
        ids('plain', filter, options),
        ids('indexed', filter, options),
      ])
      expect(indexed, JSON.stringify({ filter, options })).toStrictEqual(plain)
    }
  }, 60_000)

  it('for counts, distinct values and pipelines', async () => {
    // Of values that are equal, 1.5 and the decimal 1.50, either may be the distinct one.
    const asNumber = (_key: string, value: unknown) =>
      Number((value as Document | null)?.['$numberDecimal'] ?? Number.NaN) || value
    const canonical = (list: unknown[]) => list.map((each) => JSON.stringify(each, asNumber)).sort()
    for (const filter of filters.slice(0, 200)) {
      const [plain, indexed] = [fixture.db.collection('plain'), fixture.db.collection('indexed')]
      const path = pick(['a', 'a.x', 'n', 'c'])
      const stages = [
        { $match: filter },
        { $sort: { n: 1, _id: 1 } },
        { $limit: 10 },
        { $group: { _id: '$n', ids: { $push: '$_id' } } },
      ]
      const what = JSON.stringify(filter)
      expect(await indexed.countDocuments(filter), what).toBe(await plain.countDocuments(filter))
      expect(canonical(await indexed.distinct(path, filter)), what).toStrictEqual(
        canonical(await plain.distinct(path, filter)),
      )
      expect(await indexed.aggregate(stages).toArray(), what).toStrictEqual(
        await plain.aggregate(stages).toArray(),
      )
    }
  }, 60_000)

  it('for joins', async () => {
    for (const field of ['a', 'n', 'c', 'a.x']) {
      const lookup = (from: string) => [
        { $lookup: { from, localField: field, foreignField: field, as: 'j' } },
        { $project: { j: { $sortArray: { input: '$j._id', sortBy: 1 } } } },
        { $sort: { _id: 1 } },
      ]
      const plain = await fixture.db.collection('plain').aggregate(lookup('plain')).toArray()
      expect(
        await fixture.db.collection('plain').aggregate(lookup('indexed')).toArray(),
        field,
      ).toStrictEqual(plain)
    }
  }, 60_000)
})
