import { type Collection, type Document, Long } from 'mongodb'
import { beforeAll, describe, expect, it } from 'vitest'
import { failureOf, useDatabase } from './test-support/client.ts'

const fixture = useDatabase('aggregate')

describe('aggregate', () => {
  let orders: Collection<Document>

  beforeAll(async () => {
    orders = fixture.db.collection('orders')
    await orders.insertMany(
      Array.from({ length: 300 }, (_, n) => ({
        _id: n as never,
        who: `user${n % 5}`,
        amount: n,
        day: new Date(n * 86_400_000),
      })),
    )
  })

  it('groups, sorts and limits', async () => {
    const result = await orders
      .aggregate([
        { $match: { amount: { $lt: 100 } } },
        { $group: { _id: '$who', total: { $sum: '$amount' }, n: { $sum: 1 } } },
        { $sort: { total: -1 } },
        { $limit: 2 },
      ])
      .toArray()
    expect(result).toEqual([
      { _id: 'user4', total: 1030, n: 20 },
      { _id: 'user3', total: 1010, n: 20 },
    ])
  })

  it('reads results in batches', async () => {
    const cursor = orders.aggregate([{ $project: { amount: 1 } }], { batchSize: 10 })
    expect(await cursor.toArray()).toHaveLength(300)
    expect(await orders.aggregate([]).toArray()).toHaveLength(300)
    expect(await orders.aggregate([{ $skip: 290 }, { $limit: 20 }]).toArray()).toHaveLength(10)
  })

  it('counts without a query and with one', async () => {
    expect(await orders.aggregate([{ $count: 'n' }]).toArray()).toEqual([{ n: 300 }])
    expect(await orders.aggregate([{ $match: { who: 'user1' } }, { $count: 'n' }]).toArray()).toEqual([
      { n: 60 },
    ])
    expect(await orders.aggregate([{ $match: { who: 'nobody' } }, { $count: 'n' }]).toArray()).toEqual([])
  })

  it('takes variables', async () => {
    const result = await orders
      .aggregate([{ $match: { $expr: { $eq: ['$amount', '$$wanted'] } } }], { let: { wanted: 42 } })
      .toArray()
    expect(result).toMatchObject([{ _id: 42 }])
  })

  it('writes into a new collection with $out, which replaces what was there', async () => {
    const target = fixture.db.collection<Document>('out_target')
    await target.insertOne({ _id: 'old' as never })
    await target.createIndex({ total: 1 })
    await orders
      .aggregate([{ $group: { _id: '$who', total: { $sum: '$amount' } } }, { $out: 'out_target' }])
      .toArray()
    expect(await target.countDocuments()).toBe(5)
    expect(await target.findOne({ _id: 'old' as never })).toBeNull()
    expect((await target.indexes()).map((index) => index.name)).toEqual(['_id_', 'total_1'])
  })

  it('leaves the target of $out as it was when the pipeline fails', async () => {
    const target = fixture.db.collection<Document>('out_failed')
    await target.insertOne({ _id: 'kept' as never })
    await failureOf(orders.aggregate([{ $project: { _id: '$who' } }, { $out: 'out_failed' }]).toArray())
    expect(await target.find().toArray()).toEqual([{ _id: 'kept' }])
    const names = (await fixture.db.listCollections().toArray()).map((each) => each.name)
    expect(names.filter((name) => name.startsWith('tmp'))).toEqual([])
  })

  it('merges into a collection', async () => {
    const target = fixture.db.collection<Document>('merge_target')
    await target.insertOne({ _id: 'user1' as never, total: 0, note: 'kept' })
    const totals = { $group: { _id: '$who', total: { $sum: '$amount' } } }
    await orders.aggregate([totals, { $merge: { into: 'merge_target' } }]).toArray()
    expect(await target.findOne({ _id: 'user1' as never })).toEqual({
      _id: 'user1',
      total: 8910,
      note: 'kept',
    })
    expect(await target.countDocuments()).toBe(5)
    const add = {
      into: 'merge_target',
      whenMatched: [{ $set: { total: { $add: ['$total', '$$new.total'] } } }],
      whenNotMatched: 'discard',
    }
    await orders.aggregate([totals, { $merge: add }]).toArray()
    expect(await target.findOne({ _id: 'user1' as never })).toMatchObject({ total: 17820 })
    expect(
      (
        await failureOf(
          orders.aggregate([totals, { $merge: { into: 'merge_target', whenMatched: 'fail' } }]).toArray(),
        )
      ).code,
    ).toBe(11000)
  })

  it('reports what is no pipeline', async () => {
    expect((await failureOf(orders.aggregate([{ $nonsense: 1 }]).toArray())).code).toBe(40324)
    expect((await failureOf(orders.aggregate([{ $limit: -1 }]).toArray())).code).toBe(5107201)
    expect((await failureOf(orders.aggregate([{ $match: {}, $limit: 1 }]).toArray())).code).toBe(40323)
    expect((await failureOf(fixture.db.command({ aggregate: 'orders', pipeline: [] }))).code).toBe(9)
  })

  it('keeps its cursor until it is read or killed', async () => {
    const first = await fixture.db.command({
      aggregate: 'orders',
      pipeline: [{ $match: {} }],
      cursor: { batchSize: 0 },
    })
    expect(first['cursor'].firstBatch).toEqual([])
    const id = Long.fromValue(first['cursor'].id)
    const next = await fixture.db.command({ getMore: id, collection: 'orders', batchSize: 5 })
    expect(next['cursor'].nextBatch).toHaveLength(5)
    await fixture.db.command({ killCursors: 'orders', cursors: [id] })
    expect((await failureOf(fixture.db.command({ getMore: id, collection: 'orders' }))).code).toBe(43)
  })
})
