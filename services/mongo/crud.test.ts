import { type Collection, Decimal128, type Document, Double, Int32, Long, ObjectId, UUID } from 'mongodb'
import { beforeEach, describe, expect, it } from 'vitest'
import { failureOf, useDatabase } from './test-support/client.ts'

const fixture = useDatabase('crud')

let things: Collection<Document>
let count = 0

beforeEach(() => {
  things = fixture.db.collection(`things_${++count}`)
})

describe('insert', () => {
  it('gives an _id to documents without one and puts it first', async () => {
    await fixture.db.command({ insert: things.collectionName, documents: [{ a: 1 }, { b: 2, _id: 5 }] })
    const docs = await things.find().toArray()
    expect(docs[0]?._id).toBeInstanceOf(ObjectId)
    expect(docs.map((doc) => Object.keys(doc))).toEqual([
      ['_id', 'a'],
      ['_id', 'b'],
    ])
  })

  it('keeps every number in its type', async () => {
    const doc = {
      int: new Int32(5),
      double: new Double(5),
      long: Long.fromNumber(5),
      large: Long.fromString('9007199254740993'),
      decimal: Decimal128.fromString('5.00'),
      uuid: new UUID(),
    }
    const { insertedId } = await things.insertOne({ ...doc })
    const found = await things.findOne({ _id: insertedId }, { promoteValues: false })
    expect(found).toEqual({ _id: insertedId, ...doc })
    const [types] = await things
      .aggregate([
        {
          $project: {
            _id: 0,
            int: { $type: '$int' },
            double: { $type: '$double' },
            long: { $type: '$long' },
          },
        },
      ])
      .toArray()
    expect(types).toEqual({ int: 'int', double: 'double', long: 'long' })
  })

  it('stops at the first error when ordered, and goes on when not', async () => {
    const docs = () => [{ _id: 1 as never }, { _id: 2 as never }, { _id: 1 as never }, { _id: 3 as never }]
    const ordered = await failureOf(things.insertMany(docs()))
    expect(ordered.code).toBe(11000)
    expect(await things.countDocuments()).toBe(2)
    await things.deleteMany({})
    await failureOf(things.insertMany(docs(), { ordered: false }))
    expect(await things.countDocuments()).toBe(3)
  })

  it('names the key of a duplicate', async () => {
    await things.createIndex({ email: 1, kind: 1 }, { unique: true })
    await things.insertOne({ email: 'a@b.c', kind: 1 })
    const error = await failureOf(things.insertOne({ email: 'a@b.c', kind: 1 }))
    expect(error).toMatchObject({
      code: 11000,
      keyPattern: { email: 1, kind: 1 },
      keyValue: { email: 'a@b.c', kind: 1 },
    })
    expect(error.message).toBe(
      `E11000 duplicate key error collection: ${things.namespace} index: email_1_kind_1 dup key: { email: "a@b.c", kind: 1 }`,
    )
  })

  it('refuses arrays and regular expressions as _id', async () => {
    for (const _id of [[1], /x/]) expect((await failureOf(things.insertOne({ _id } as never))).code).toBe(53)
  })
})

describe('find', () => {
  beforeEach(async () => {
    await things.insertMany(
      Array.from({ length: 300 }, (_, n) => ({
        _id: n as never,
        n,
        even: n % 2 === 0,
        tags: [`t${n % 3}`, 'all'],
      })),
    )
  })

  it('reads more than one batch, with limit, skip, sort and projection', async () => {
    expect(await things.find().toArray()).toHaveLength(300)
    expect(await things.find().batchSize(7).toArray()).toHaveLength(300)
    const page = await things
      .find({ even: true }, { projection: { _id: 0, n: 1 } })
      .sort({ n: -1 })
      .skip(2)
      .limit(3)
      .toArray()
    expect(page).toEqual([{ n: 294 }, { n: 292 }, { n: 290 }])
  })

  it('closes the cursor with the last batch', async () => {
    const reply = await fixture.db.command({ find: things.collectionName, batchSize: 300 })
    expect(reply['cursor'].id.toString()).toBe('0')
    const first = await fixture.db.command({ find: things.collectionName, batchSize: 100 })
    const id = first['cursor'].id
    const killed = await fixture.db.command({ killCursors: things.collectionName, cursors: [id] })
    expect(killed['cursorsKilled']).toEqual([id])
    const error = await failureOf(
      fixture.db.command({ getMore: Long.fromValue(id), collection: things.collectionName }),
    )
    expect(error.code).toBe(43)
  })

  it('counts and lists distinct values', async () => {
    expect(await things.countDocuments({ even: true })).toBe(150)
    expect(await things.countDocuments({ n: { $gte: 100 } }, { skip: 10, limit: 20 })).toBe(20)
    expect(await things.estimatedDocumentCount()).toBe(300)
    expect(await things.distinct('tags')).toEqual(expect.arrayContaining(['all', 't0', 't1', 't2']))
    expect(await things.distinct('n', { n: { $lt: 3 } })).toEqual([0, 1, 2])
    expect(await things.distinct('missing')).toEqual([])
  })

  it('answers MongoDB errors for what is no query', async () => {
    expect((await failureOf(things.find({ n: { $foo: 1 } }).toArray())).code).toBe(2)
    expect((await failureOf(things.find({ $bad: 1 }).toArray())).code).toBe(2)
    const missing = fixture.db.collection('there_is_none')
    expect((await failureOf(missing.find({ n: { $foo: 1 } }).toArray())).code).toBe(2)
    expect((await failureOf(fixture.db.command({ find: things.collectionName, flter: {} }))).code).toBe(40415)
    expect((await failureOf(fixture.db.command({ find: '' }))).code).toBe(73)
  })

  it('stops a query that takes longer than maxTimeMS', async () => {
    const slow = things.aggregate(
      [
        {
          $lookup: {
            from: things.collectionName,
            pipeline: [{ $match: { $expr: { $gt: [{ $add: ['$n', 1] }, 1e9] } } }],
            as: 'x',
          },
        },
      ],
      { maxTimeMS: 1 },
    )
    const outcome = await slow.toArray().then(
      () => 'finished',
      (error) => error.code,
    )
    expect(['finished', 50]).toContain(outcome)
  })
})

describe('update', () => {
  it('tells matched from modified', async () => {
    await things.insertOne({ _id: 1 as never, n: 1 })
    expect(await things.updateOne({ _id: 1 as never }, { $set: { n: 1 } })).toMatchObject({
      matchedCount: 1,
      modifiedCount: 0,
    })
    expect(await things.updateOne({ _id: 1 as never }, { $inc: { n: 1 } })).toMatchObject({
      modifiedCount: 1,
    })
    expect(await things.updateOne({ _id: 9 as never }, { $inc: { n: 1 } })).toMatchObject({ matchedCount: 0 })
  })

  it('updates many, each once, even when the update moves them in the index', async () => {
    await things.createIndex({ n: 1 })
    await things.insertMany(Array.from({ length: 500 }, (_, n) => ({ n })))
    const result = await things.updateMany({ n: { $gte: 0 } }, { $inc: { n: 10 } })
    expect(result.modifiedCount).toBe(500)
    expect(await things.countDocuments({ n: { $lt: 10 } })).toBe(0)
    expect(await things.countDocuments({ n: { $gte: 510 } })).toBe(0)
  })

  it('knows array filters, positional operators and pipelines', async () => {
    await things.insertOne({
      _id: 1 as never,
      grades: [80, 95, 100],
      items: [
        { k: 'a', n: 1 },
        { k: 'b', n: 2 },
      ],
    })
    await things.updateOne(
      { _id: 1 as never },
      { $set: { 'grades.$[high]': 90 } },
      { arrayFilters: [{ high: { $gte: 95 } }] },
    )
    await things.updateOne({ 'items.k': 'b' }, { $inc: { 'items.$.n': 5 } })
    await things.updateOne({ _id: 1 as never }, [{ $set: { total: { $sum: '$grades' } } }])
    expect(await things.findOne()).toEqual({
      _id: 1,
      grades: [80, 90, 90],
      items: [
        { k: 'a', n: 1 },
        { k: 'b', n: 7 },
      ],
      total: 260,
    })
  })

  it('upserts from the filter and the update', async () => {
    const first = await things.updateOne(
      { key: 'k' },
      { $set: { n: 1 }, $setOnInsert: { made: true } },
      { upsert: true },
    )
    expect(first).toMatchObject({ upsertedCount: 1, matchedCount: 0 })
    expect(await things.findOne({ _id: first.upsertedId as ObjectId })).toMatchObject({
      key: 'k',
      n: 1,
      made: true,
    })
    const second = await things.updateOne({ key: 'k' }, { $set: { n: 2 } }, { upsert: true })
    expect(second).toMatchObject({ upsertedCount: 0, matchedCount: 1 })
    const replaced = await things.replaceOne({ _id: 7 as never }, { x: 1 }, { upsert: true })
    expect(replaced.upsertedId).toBe(7)
  })

  it('upserts once however many ask at the same time', async () => {
    await things.createIndex({ key: 1 }, { unique: true })
    await Promise.all(
      Array.from({ length: 30 }, () =>
        things.updateOne({ key: 'only' }, { $inc: { n: 1 } }, { upsert: true }),
      ),
    )
    expect(await things.find().toArray()).toMatchObject([{ key: 'only', n: 30 }])
  })

  it('keeps the _id as it is', async () => {
    await things.insertOne({ _id: 1 as never, n: 1 })
    expect((await failureOf(things.updateOne({ n: 1 }, { $set: { _id: 2 } }))).code).toBe(66)
    expect((await failureOf(things.replaceOne({ n: 1 }, { _id: 2 } as never))).code).toBe(66)
  })

  it('refuses conflicting and unknown operators, and a replacement of many', async () => {
    await things.insertOne({ n: 1 })
    expect((await failureOf(things.updateOne({}, { $set: { a: 1 }, $inc: { a: 1 } }))).code).toBe(40)
    expect((await failureOf(things.updateOne({}, { $frobnicate: { a: 1 } }))).code).toBe(9)
    const update = { update: things.collectionName, updates: [{ q: {}, u: { a: 1 }, multi: true }] }
    expect((await fixture.db.command(update))['writeErrors'][0].code).toBe(9)
  })
})

describe('delete and findAndModify', () => {
  beforeEach(async () => {
    await things.insertMany(Array.from({ length: 10 }, (_, n) => ({ _id: n as never, n })))
  })

  it('deletes one or many', async () => {
    expect((await things.deleteOne({ n: { $gt: 5 } })).deletedCount).toBe(1)
    expect((await things.deleteMany({ n: { $gt: 5 } })).deletedCount).toBe(3)
    expect(await things.countDocuments()).toBe(6)
  })

  it('finds and updates, replaces or deletes the first in an order', async () => {
    expect(await things.findOneAndUpdate({}, { $set: { seen: true } }, { sort: { n: -1 } })).toEqual({
      _id: 9,
      n: 9,
    })
    expect(
      await things.findOneAndUpdate(
        { n: 9 },
        { $inc: { n: 1 } },
        { returnDocument: 'after', projection: { n: 1 } },
      ),
    ).toEqual({ _id: 9, n: 10 })
    expect(await things.findOneAndReplace({ n: 0 }, { x: 1 }, { returnDocument: 'after' })).toEqual({
      _id: 0,
      x: 1,
    })
    expect(await things.findOneAndDelete({ n: { $lt: 5 } }, { sort: { n: -1 } })).toEqual({ _id: 4, n: 4 })
    expect(await things.findOneAndDelete({ n: 77 })).toBeNull()
  })

  it('upserts and tells so', async () => {
    const result = await things.findOneAndUpdate(
      { _id: 50 as never },
      { $set: { n: 50 } },
      { upsert: true, returnDocument: 'after', includeResultMetadata: true },
    )
    expect(result).toMatchObject({
      value: { _id: 50, n: 50 },
      lastErrorObject: { n: 1, updatedExisting: false, upserted: 50 },
    })
  })

  it('counts reservations exactly under contention', async () => {
    await things.insertOne({ _id: 'quota' as never, left: 25 })
    const take = () =>
      things.findOneAndUpdate({ _id: 'quota' as never, left: { $gt: 0 } }, { $inc: { left: -1 } })
    const taken = await Promise.all(Array.from({ length: 60 }, take))
    expect(taken.filter(Boolean)).toHaveLength(25)
    expect(await things.findOne({ _id: 'quota' as never })).toMatchObject({ left: 0 })
  })
})

describe('bulk writes', () => {
  it('runs the operations of one collection', async () => {
    const result = await things.bulkWrite([
      { insertOne: { document: { _id: 1 as never, n: 1 } } },
      { insertOne: { document: { _id: 2 as never, n: 2 } } },
      { updateMany: { filter: {}, update: { $inc: { n: 10 } } } },
      { replaceOne: { filter: { _id: 3 as never }, replacement: { n: 3 }, upsert: true } },
      { deleteOne: { filter: { n: 11 } } },
    ])
    expect(result).toMatchObject({ insertedCount: 2, modifiedCount: 2, upsertedCount: 1, deletedCount: 1 })
    expect(await things.find().sort({ _id: 1 }).toArray()).toEqual([
      { _id: 2, n: 12 },
      { _id: 3, n: 3 },
    ])
  })

  it('runs the operations of several collections by one command', async () => {
    const namespace = things.namespace
    const other = `${fixture.db.databaseName}.other_${count}`
    const result = await fixture.client.bulkWrite<Record<string, { _id: number; n: number }>>(
      [
        { name: 'insertOne', namespace, document: { _id: 1, n: 1 } },
        { name: 'insertOne', namespace: other, document: { _id: 1, n: 1 } },
        { name: 'updateOne', namespace, filter: { _id: 1 }, update: { $set: { n: 5 } } },
        { name: 'updateOne', namespace, filter: { _id: 2 }, update: { $set: { n: 6 } }, upsert: true },
        { name: 'deleteMany', namespace: other, filter: {} },
      ],
      { verboseResults: true },
    )
    expect(result).toMatchObject({ insertedCount: 2, modifiedCount: 1, upsertedCount: 1, deletedCount: 1 })
    expect(result.updateResults?.get(3)?.upsertedId).toBe(2)
    expect(await things.find().sort({ _id: 1 }).toArray()).toEqual([
      { _id: 1, n: 5 },
      { _id: 2, n: 6 },
    ])
  })

  it('reports the operation that failed', async () => {
    const namespace = things.namespace
    const insert = (_id: number) => ({ name: 'insertOne' as const, namespace, document: { _id } })
    const error = await fixture.client
      .bulkWrite<Record<string, { _id: number }>>([insert(1), insert(1), insert(2)], { ordered: false })
      .then(
        () => undefined,
        (reason) => reason,
      )
    expect(error.writeErrors.get(1)).toMatchObject({ code: 11000 })
    expect(await things.countDocuments()).toBe(2)
  })
})
