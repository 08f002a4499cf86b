import { type Collection, type Document, ObjectId } from 'mongodb'
import { beforeEach, describe, expect, it } from 'vitest'
import { failureOf, useDatabase } from './test-support/client.ts'

const fixture = useDatabase('indexes')

let things: Collection<Document>
let count = 0

beforeEach(() => {
  things = fixture.db.collection(`things_${++count}`)
})

/** All stages of a plan, outermost first. */
function stagesOf(plan: Document): string[] {
  const inner = plan['inputStage'] ? [plan['inputStage']] : (plan['inputStages'] ?? [])
  return [plan['stage'], ...inner.flatMap((stage: Document) => stagesOf(stage))]
}

async function explain(filter: Document, sort?: Document): Promise<{ stages: string[]; stats: Document }> {
  const cursor = things.find(filter)
  if (sort) cursor.sort(sort as never)
  const explained = await cursor.explain('executionStats')
  return { stages: stagesOf(explained['queryPlanner'].winningPlan), stats: explained['executionStats'] }
}

describe('indexes', () => {
  it('are listed as they were made', async () => {
    await things.createIndexes([
      { key: { a: 1 } },
      { key: { b: -1, 'c.d': 1 }, name: 'named', unique: true, sparse: true },
      { key: { at: 1 }, expireAfterSeconds: 3600 },
      { key: { p: 1 }, partialFilterExpression: { p: { $gt: 5 } } },
    ])
    expect(await things.indexes()).toEqual([
      { v: 2, key: { _id: 1 }, name: '_id_' },
      { v: 2, key: { a: 1 }, name: 'a_1' },
      expect.objectContaining({ v: 2, key: { b: -1, 'c.d': 1 }, name: 'named', unique: true, sparse: true }),
      expect.objectContaining({ v: 2, key: { at: 1 }, name: 'at_1', expireAfterSeconds: 3600 }),
      expect.objectContaining({
        v: 2,
        key: { p: 1 },
        name: 'p_1',
        partialFilterExpression: { p: { $gt: 5 } },
      }),
    ])
    await things.dropIndex('named')
    expect((await things.indexes()).map((index) => index.name)).toEqual(['_id_', 'a_1', 'at_1', 'p_1'])
    expect((await failureOf(things.dropIndex('_id_'))).code).toBe(72)
    expect((await failureOf(things.dropIndex('nothing'))).code).toBe(27)
    await things.dropIndexes()
    expect(await things.indexes()).toHaveLength(1)
  })

  it('made twice are one; made differently are an error', async () => {
    await things.createIndex({ a: 1 })
    expect(await things.createIndex({ a: 1 })).toBe('a_1')
    expect(await things.indexes()).toHaveLength(2)
    expect((await failureOf(things.createIndex({ a: 1 }, { name: 'other' }))).code).toBe(85)
    expect((await failureOf(things.createIndex({ b: 1 }, { name: 'a_1' }))).code).toBe(86)
  })

  it('cannot be made unique over duplicates, and then leave nothing behind', async () => {
    await things.insertMany([{ a: 1 }, { a: 1 }])
    expect((await failureOf(things.createIndex({ a: 1 }, { unique: true }))).code).toBe(11000)
    expect(await things.indexes()).toHaveLength(1)
    await things.insertOne({ a: 1 })
    expect(await things.countDocuments({ a: 1 })).toBe(3)
  })

  it('are built while others write', async () => {
    const SIZE = 10_000
    await things.insertMany(Array.from({ length: SIZE }, (_, n) => ({ _id: n as never, n, k: n % 100 })))
    const build = things.createIndex({ k: 1, n: 1 })
    const writes = Array.from({ length: 300 }, (_, i) => [
      things.insertOne({ _id: (SIZE + i) as never, n: SIZE + i, k: i % 100 }),
      things.updateOne({ _id: (i * 30) as never }, { $set: { k: 500 } }),
      things.deleteOne({ _id: (i * 30 + 1) as never }),
    ])
    await Promise.all(writes.flat())
    await build
    const inOrder = async (hint: Document) => {
      const docs = await things
        .find({}, { hint, projection: { _id: 1 } })
        .sort({ k: 1, n: 1 })
        .toArray()
      return docs.map((doc) => doc['_id'])
    }
    expect(await inOrder({ k: 1, n: 1 })).toEqual(await inOrder({ $natural: 1 }))
    expect(await things.find({ k: 500 }).hint({ k: 1, n: 1 }).toArray()).toHaveLength(300)
  })

  it('refuse what is no index', async () => {
    expect((await failureOf(things.createIndex({}))).code).toBe(67)
    expect((await failureOf(things.createIndex({ a: 0 as never }))).code).toBe(67)
    expect((await failureOf(things.createIndex({ a: 'nonsense' as never }))).code).toBe(67)
    const unknown = { createIndexes: things.collectionName, indexes: [{ key: { a: 1 }, name: 'a', foo: 1 }] }
    expect((await failureOf(fixture.db.command(unknown))).code).toBe(197)
  })
})

describe('unique indexes', () => {
  it('hold for updates and upserts too', async () => {
    await things.createIndex({ k: 1 }, { unique: true })
    await things.insertMany([{ k: 1 }, { k: 2 }])
    expect((await failureOf(things.updateOne({ k: 2 }, { $set: { k: 1 } }))).code).toBe(11000)
    expect((await failureOf(things.replaceOne({ k: 2 }, { k: 1 }))).code).toBe(11000)
    await things.updateOne({ k: 2 }, { $set: { k: 3 } })
    await things.insertOne({ k: 2 })
  })

  it('take a missing field as null, unless they are sparse or partial', async () => {
    await things.createIndex({ k: 1 }, { unique: true })
    await things.insertOne({})
    expect((await failureOf(things.insertOne({ k: null }))).code).toBe(11000)
    await things.dropIndexes()
    await things.createIndex({ s: 1 }, { unique: true, sparse: true })
    await things.insertMany([{ x: 1 }, { x: 2 }])
    expect((await failureOf(things.insertMany([{ s: null }, { s: null }]))).code).toBe(11000)
    const active = fixture.db.collection(`active_${count}`)
    await active.createIndex({ name: 1 }, { unique: true, partialFilterExpression: { active: true } })
    await active.insertMany([{ name: 'a' }, { name: 'a' }, { name: 'a', active: true }])
    expect((await failureOf(active.insertOne({ name: 'a', active: true }))).code).toBe(11000)
    expect((await failureOf(active.updateMany({}, { $set: { active: true } }))).code).toBe(11000)
  })

  it('take equal numbers of different types as one, and arrays by their elements', async () => {
    await things.createIndex({ k: 1 }, { unique: true })
    await things.insertOne({ k: 1 })
    await fixture.db.command({ insert: things.collectionName, documents: [{ k: 1.5 }] })
    expect((await failureOf(things.insertOne({ k: [7, 1.5] }))).code).toBe(11000)
    await things.insertOne({ k: ['a', 'b', 'a'] })
    expect((await failureOf(things.insertOne({ k: 'b' }))).code).toBe(11000)
  })

  it('cannot index two arrays at once', async () => {
    await things.createIndex({ a: 1, b: 1 })
    expect((await failureOf(things.insertOne({ a: [1, 2], b: [3, 4] }))).code).toBe(171)
    await things.insertOne({ a: [1, 2], b: 3 })
  })
})

describe('queries by index', () => {
  beforeEach(async () => {
    await things.insertMany(
      Array.from({ length: 500 }, (_, n) => ({
        n,
        mod: n % 10,
        at: new Date(n * 1000),
        owner: new ObjectId(),
        tags: [n % 7, n % 3],
      })),
    )
  })

  it('look at no more than they need', async () => {
    await things.createIndex({ mod: 1, n: -1 })
    const { stages, stats } = await explain({ mod: 3 }, { n: -1 })
    expect(stages).toContain('IXSCAN')
    expect(stages).not.toContain('SORT')
    expect(stats).toMatchObject({ nReturned: 50, totalKeysExamined: 50, totalDocsExamined: 50 })
    const limited = await things.find({ mod: 3 }).sort({ n: -1 }).limit(5).explain('executionStats')
    expect(limited['executionStats']).toMatchObject({ nReturned: 5, totalDocsExamined: 5 })
    const range = await explain({ mod: 3, n: { $gte: 100, $lt: 200 } })
    expect(range.stats).toMatchObject({ nReturned: 10, totalDocsExamined: 10 })
  })

  it('scan the collection without one', async () => {
    const { stages, stats } = await explain({ mod: 3 }, { n: 1 })
    expect(stages).toEqual(expect.arrayContaining(['SORT', 'COLLSCAN']))
    expect(stats).toMatchObject({ totalDocsExamined: 500, totalKeysExamined: 0 })
  })

  it('serve $in, $or, prefixes of regular expressions, and $elemMatch', async () => {
    await things.createIndexes([{ key: { n: 1 } }, { key: { mod: 1 } }, { key: { tags: 1 } }])
    expect((await explain({ n: { $in: [1, 5, 9] } })).stats).toMatchObject({
      nReturned: 3,
      totalDocsExamined: 3,
    })
    expect((await explain({ $or: [{ n: 1 }, { mod: 2 }] })).stats).toMatchObject({
      nReturned: 51,
      totalDocsExamined: 51,
    })
    expect((await explain({ tags: 5 })).stages).toContain('IXSCAN')
    expect(await things.countDocuments({ tags: { $elemMatch: { $gt: 4, $lt: 6 } } })).toBe(
      await things
        .find({}, { hint: { $natural: 1 } })
        .toArray()
        .then((all) => all.filter((doc) => doc['tags'].includes(5)).length),
    )
    const names = fixture.db.collection(`names_${count}`)
    await names.createIndex({ name: 1 })
    await names.insertMany(['anna', 'annette', 'ann', 'bert', 'Anna'].map((name) => ({ name })))
    const found = await names.find({ name: /^ann/ }).explain('executionStats')
    expect(found['executionStats']).toMatchObject({ nReturned: 3, totalDocsExamined: 3 })
  })

  it('serve sorts in both directions and by $match and $sort of a pipeline', async () => {
    await things.createIndex({ at: 1 })
    const backwards = await explain({ at: { $gte: new Date(100_000) } }, { at: -1 })
    expect(backwards.stages).not.toContain('SORT')
    const [newest] = await things
      .aggregate([{ $match: { at: { $lt: new Date(50_000) } } }, { $sort: { at: -1 } }, { $limit: 1 }])
      .toArray()
    expect(newest).toMatchObject({ n: 49 })
    const explained = await things
      .aggregate([{ $match: { at: { $lt: new Date(50_000) } } }, { $sort: { at: -1 } }])
      .explain('executionStats')
    expect(JSON.stringify(explained)).toContain('IXSCAN')
  })

  it('obey a hint, and know which index a hint means', async () => {
    await things.createIndexes([{ key: { mod: 1 } }, { key: { n: 1 } }])
    expect(await things.find({ mod: 1 }).hint({ n: 1 }).toArray()).toHaveLength(50)
    expect(await things.find({ mod: 1 }).hint('n_1').toArray()).toHaveLength(50)
    expect((await failureOf(things.find({}).hint('none').toArray())).code).toBe(2)
  })

  it('stay right while documents change', async () => {
    await things.createIndex({ mod: 1, n: 1 })
    await things.updateMany({ mod: 4 }, { $set: { mod: 40 } })
    await things.deleteMany({ mod: 5 })
    expect(await things.countDocuments({ mod: 4 })).toBe(0)
    expect(await things.countDocuments({ mod: 40 })).toBe(50)
    expect(await things.countDocuments({ mod: { $gte: 5, $lte: 40 } })).toBe(250)
  })

  it('join by index', async () => {
    const owners = fixture.db.collection<Document>(`owners_${count}`)
    await owners.createIndex({ code: 1 })
    await owners.insertMany(Array.from({ length: 10 }, (_, code) => ({ code, name: `owner ${code}` })))
    const joined = await things
      .aggregate([
        { $match: { n: { $lt: 20 } } },
        { $sort: { n: 1 } },
        { $lookup: { from: owners.collectionName, localField: 'mod', foreignField: 'code', as: 'owner' } },
      ])
      .toArray()
    expect(joined).toHaveLength(20)
    expect(joined[13]).toMatchObject({ n: 13, owner: [{ code: 3, name: 'owner 3' }] })
  })
})
