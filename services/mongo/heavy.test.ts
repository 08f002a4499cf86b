import { rm } from 'node:fs/promises'
import { MongoClient } from 'mongodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { failureOf } from './test-support/client.ts'
import { makeDirectory, startServer, type TestServer } from './test-support/server.ts'

/** Reads that work through a whole collection before their first result. */
describe('heavy reads', () => {
  const SIZE = 30_000
  let dir: string
  let server: TestServer
  let client: MongoClient

  beforeAll(async () => {
    dir = await makeDirectory()
    server = await startServer(dir)
    client = await new MongoClient(server.url).connect()
    for (let at = 0; at < SIZE; at += 5_000)
      await things().insertMany(
        Array.from({ length: 5_000 }, (_, i) => ({
          _id: at + i,
          n: at + i,
          mod: (at + i) % 7,
          at: new Date(at + i),
        })),
      )
  })

  afterAll(async () => {
    await client.close()
    expect(server.stderr()).toBe('')
    await server.stop()
    await rm(dir, { recursive: true })
  })

  const things = () => client.db('t').collection<{ _id: number; n: number; mod: number; at: Date }>('things')
  const group = [{ $group: { _id: '$mod', n: { $sum: 1 }, last: { $max: '$at' } } }, { $sort: { _id: 1 } }]

  it('give the right results, with their types', async () => {
    const result = await things().aggregate(group).toArray()
    expect(result).toHaveLength(7)
    expect(result[3]).toEqual({ _id: 3, n: 4286, last: new Date(29_998) })
    const sorted = await things()
      .find({}, { projection: { n: 1 } })
      .sort({ mod: -1, n: -1 })
      .toArray()
    expect(sorted).toHaveLength(SIZE)
    expect(sorted.slice(0, 2)).toEqual([
      { _id: 29_994, n: 29_994 },
      { _id: 29_987, n: 29_987 },
    ])
  })

  it('let others through meanwhile', async () => {
    const order: string[] = []
    const heavy = Promise.all(Array.from({ length: 3 }, () => things().aggregate(group).toArray())).then(() =>
      order.push('heavy'),
    )
    await things().findOne({ _id: 5 })
    order.push('light')
    await heavy
    expect(order).toEqual(['light', 'heavy'])
  })

  it('end when their time is over, and nobody waits for them', async () => {
    const slow = { $expr: { $gt: [{ $sum: { $range: [0, 20_000] } }, { $multiply: ['$n', -1] }] } }
    const hours = things().find(slow).sort({ mod: -1, n: -1 }).maxTimeMS(50).toArray()
    expect(await failureOf(hours)).toMatchObject({ codeName: 'MaxTimeMSExpired' })
    expect(await things().aggregate(group).toArray()).toHaveLength(7)
  })

  it('see what has just been written, collections and indexes too', async () => {
    await things().insertOne({ _id: SIZE, n: -1, mod: 99, at: new Date() })
    expect(await things().aggregate(group).toArray()).toHaveLength(8)
    await things().deleteOne({ _id: SIZE })
    const copy = client.db('t').collection('copy')
    await things()
      .aggregate([{ $sort: { mod: 1, n: 1 } }, { $out: 'copy' }])
      .toArray()
    await copy.createIndex({ mod: 1 })
    const found = await copy
      .aggregate([{ $match: { mod: { $gte: 0 } } }, { $group: { _id: null, n: { $sum: '$mod' } } }])
      .toArray()
    expect(found).toEqual([{ _id: null, n: 89_995 }])
    await copy.drop()
    expect(await copy.aggregate([{ $group: { _id: null } }]).toArray()).toEqual([])
  })

  it('report what is wrong with them', async () => {
    const bad = [{ $group: { _id: '$mod', x: { $frobnicate: 1 } } }]
    expect((await failureOf(things().aggregate(bad).toArray())).code).toBe(15952)
    const divide = [{ $group: { _id: null, x: { $sum: { $divide: ['$n', 0] } } } }]
    expect((await failureOf(things().aggregate(divide).toArray())).code).toBeGreaterThan(0)
  })

  it('end with their time', async () => {
    const product = [{ $lookup: { from: 'things', pipeline: [], as: 'all' } }, { $match: { 'all.n': -5 } }]
    const slow = things().aggregate([{ $limit: 50 }, ...product], { maxTimeMS: 50 })
    expect((await failureOf(slow.toArray())).code).toBe(50)
    expect(await things().aggregate(group).toArray()).toHaveLength(7)
  })

  it('can be read in batches, and left', async () => {
    const cursor = things().find().sort({ mod: 1, n: 1 }).batchSize(100)
    for (let i = 0; i < 250; i++) expect(await cursor.next()).toMatchObject({ n: i * 7 })
    await cursor.close()
    expect(await things().aggregate(group).toArray()).toHaveLength(7)
  })
})
