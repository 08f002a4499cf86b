import type { ClientSession } from 'mongodb'
import { beforeEach, describe, expect, it } from 'vitest'
import { failureOf, useDatabase } from './test-support/client.ts'

const fixture = useDatabase('transactions')

describe('transactions', () => {
  const accounts = () => fixture.db.collection<{ _id: string; balance: number }>('accounts')
  const ledger = () => fixture.db.collection<{ _id: string; amount: number }>('ledger')

  beforeEach(async () => {
    await accounts().deleteMany({})
    await ledger().deleteMany({})
    await accounts().insertMany([
      { _id: 'a', balance: 100 },
      { _id: 'b', balance: 0 },
    ])
    await accounts().createIndex({ balance: 1 })
  })

  async function transfer(session: ClientSession, amount: number): Promise<void> {
    await accounts().updateOne({ _id: 'a' }, { $inc: { balance: -amount } }, { session })
    await accounts().updateOne({ _id: 'b' }, { $inc: { balance: amount } }, { session })
    await ledger().insertOne({ _id: `t${amount}`, amount }, { session })
  }

  it('commits changes of several collections together', async () => {
    await fixture.client.withSession((session) => session.withTransaction(() => transfer(session, 30)))
    expect(await accounts().find().sort({ _id: 1 }).toArray()).toEqual([
      { _id: 'a', balance: 70 },
      { _id: 'b', balance: 30 },
    ])
    expect(await ledger().countDocuments()).toBe(1)
  })

  it('leaves nothing behind when it aborts', async () => {
    const session = fixture.client.startSession()
    session.startTransaction()
    await transfer(session, 30)
    await session.abortTransaction()
    await session.endSession()
    expect(await accounts().findOne({ _id: 'a' })).toEqual({ _id: 'a', balance: 100 })
    expect(await ledger().countDocuments()).toBe(0)
  })

  it('sees its own writes, which nobody else sees before the commit', async () => {
    const session = fixture.client.startSession()
    session.startTransaction()
    await transfer(session, 25)
    await accounts().insertOne({ _id: 'c', balance: 50 }, { session })
    const inside = await accounts().find({}, { session }).sort({ balance: 1 }).toArray()
    expect(inside.map((each) => [each._id, each.balance])).toEqual([
      ['b', 25],
      ['c', 50],
      ['a', 75],
    ])
    expect(
      await accounts()
        .find({ balance: { $gt: 40 } }, { session })
        .sort({ balance: -1 })
        .toArray(),
    ).toEqual([
      { _id: 'a', balance: 75 },
      { _id: 'c', balance: 50 },
    ])
    expect(await accounts().findOne({ _id: 'c' })).toBeNull()
    expect(await accounts().findOne({ _id: 'a' })).toEqual({ _id: 'a', balance: 100 })
    await session.commitTransaction()
    await session.endSession()
    expect(await accounts().findOne({ _id: 'c' })).toEqual({ _id: 'c', balance: 50 })
  })

  it('reads one snapshot, whatever others write meanwhile', async () => {
    const session = fixture.client.startSession()
    session.startTransaction({ readConcern: { level: 'snapshot' } })
    expect(await accounts().findOne({ _id: 'b' }, { session })).toEqual({ _id: 'b', balance: 0 })
    await accounts().updateOne({ _id: 'b' }, { $set: { balance: 7 } })
    await accounts().insertOne({ _id: 'd', balance: 1 })
    expect(await accounts().findOne({ _id: 'b' }, { session })).toEqual({ _id: 'b', balance: 0 })
    expect(await accounts().find({}, { session }).toArray()).toHaveLength(2)
    await session.commitTransaction()
    await session.endSession()
  })

  it('reports a write conflict with a document changed since its snapshot', async () => {
    const session = fixture.client.startSession()
    session.startTransaction()
    await accounts().findOne({ _id: 'b' }, { session })
    await accounts().updateOne({ _id: 'a' }, { $set: { balance: 1 } })
    const error = await failureOf(accounts().updateOne({ _id: 'a' }, { $inc: { balance: 5 } }, { session }))
    expect(error.code).toBe(112)
    expect(error.hasErrorLabel('TransientTransactionError')).toBe(true)
    await session.endSession()
    expect(await accounts().findOne({ _id: 'a' })).toEqual({ _id: 'a', balance: 1 })
  })

  it('reports a write conflict between two open transactions', async () => {
    const first = fixture.client.startSession()
    const second = fixture.client.startSession()
    first.startTransaction()
    second.startTransaction()
    await accounts().updateOne({ _id: 'a' }, { $inc: { balance: 1 } }, { session: first })
    const error = await failureOf(
      accounts().updateOne({ _id: 'a' }, { $inc: { balance: 2 } }, { session: second }),
    )
    expect(error.code).toBe(112)
    await first.commitTransaction()
    await Promise.all([first.endSession(), second.endSession()])
    expect(await accounts().findOne({ _id: 'a' })).toEqual({ _id: 'a', balance: 101 })
  })

  it('lets a write outside wait for the transaction that holds the document', async () => {
    const session = fixture.client.startSession()
    session.startTransaction()
    await accounts().updateOne({ _id: 'a' }, { $inc: { balance: 1 } }, { session })
    const outside = accounts().updateOne({ _id: 'a' }, { $inc: { balance: 10 } })
    // A second command proves that the waiting one holds nobody up.
    await accounts().updateOne({ _id: 'b' }, { $inc: { balance: 10 } })
    await session.commitTransaction()
    await session.endSession()
    expect((await outside).modifiedCount).toBe(1)
    expect(await accounts().findOne({ _id: 'a' })).toEqual({ _id: 'a', balance: 111 })
  })

  it('keeps unique keys unique across transactions', async () => {
    const session = fixture.client.startSession()
    session.startTransaction()
    await accounts().insertOne({ _id: 'x', balance: 1 }, { session })
    const other = fixture.client.startSession()
    other.startTransaction()
    const error = await failureOf(accounts().insertOne({ _id: 'x', balance: 2 }, { session: other }))
    expect(error.code).toBe(112)
    await session.commitTransaction()
    const duplicate = await failureOf(accounts().insertOne({ _id: 'x', balance: 3 }))
    expect(duplicate.code).toBe(11000)
    await Promise.all([session.endSession(), other.endSession()])
  })

  it('is over after an error', async () => {
    const session = fixture.client.startSession()
    session.startTransaction()
    await accounts().updateOne({ _id: 'a' }, { $inc: { balance: 1 } }, { session })
    const duplicate = await failureOf(accounts().insertOne({ _id: 'b', balance: 2 }, { session }))
    expect(duplicate.code).toBe(11000)
    const after = await failureOf(accounts().updateOne({ _id: 'a' }, { $inc: { balance: 1 } }, { session }))
    expect(after.code).toBe(251)
    expect(after.hasErrorLabel('TransientTransactionError')).toBe(true)
    await session.endSession()
    expect(await accounts().findOne({ _id: 'a' })).toEqual({ _id: 'a', balance: 100 })
  })

  it('retries the whole transaction until contenders have all had their turn', async () => {
    const add = () =>
      fixture.client.withSession((session) =>
        session.withTransaction(async () => {
          const doc = await accounts().findOne({ _id: 'a' }, { session })
          await accounts().updateOne(
            { _id: 'a' },
            { $set: { balance: (doc?.balance ?? 0) + 1 } },
            { session },
          )
        }),
      )
    await Promise.all(Array.from({ length: 8 }, add))
    expect(await accounts().findOne({ _id: 'a' })).toEqual({ _id: 'a', balance: 108 })
  })

  it('finds its own arrays by index', async () => {
    const tagged = fixture.db.collection<{ _id: number; tags: number[] }>('tagged')
    await tagged.createIndex({ tags: 1 })
    await tagged.insertOne({ _id: 1, tags: [3] })
    const session = fixture.client.startSession()
    session.startTransaction()
    await tagged.insertOne({ _id: 2, tags: [1, 9] }, { session })
    const between = await tagged.find({ tags: { $gt: 2, $lt: 5 } }, { session }).toArray()
    expect(between.map((doc) => doc._id).sort()).toEqual([1, 2])
    expect(await tagged.find({ tags: { $gt: 0 } }, { session }).toArray()).toHaveLength(2)
    await session.abortTransaction()
    await session.endSession()
  })

  it('stays quick with thousands of writes', async () => {
    const SIZE = 3000
    await fixture.client.withSession((session) =>
      session.withTransaction(async () => {
        const docs = Array.from({ length: SIZE }, (_, i) => ({ _id: `many-${i}`, balance: i }))
        await accounts().insertMany(docs, { session })
        for (let i = 0; i < 300; i++)
          await accounts().updateOne({ _id: `many-${i}` }, { $inc: { balance: SIZE } }, { session })
        await accounts().updateMany({ balance: { $gte: SIZE } }, { $inc: { balance: 1 } }, { session })
        expect(await accounts().countDocuments({ balance: { $gt: SIZE } }, { session })).toBe(300)
      }),
    )
    expect(await accounts().countDocuments({ balance: { $gt: SIZE } })).toBe(300)
    expect(await accounts().countDocuments()).toBe(SIZE + 2)
  })

  it('answers a repeated commit with the same success', async () => {
    const session = fixture.client.startSession()
    session.startTransaction()
    await transfer(session, 10)
    await session.commitTransaction()
    await session.commitTransaction()
    await session.endSession()
    expect(await ledger().countDocuments()).toBe(1)
  })

  it('refuses commands that cannot run in a transaction', async () => {
    const session = fixture.client.startSession()
    session.startTransaction()
    const error = await failureOf(fixture.db.command({ count: 'accounts' }, { session }))
    expect(error.code).toBe(263)
    await session.endSession()
  })
})
