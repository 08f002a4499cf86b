import { type Document, Long, UUID } from 'mongodb'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { useDatabase } from './test-support/client.ts'
import { WireClient } from './test-support/wire.ts'

const fixture = useDatabase('retry')

/** Commands as a driver repeats them when a reply was lost: with the same lsid and txnNumber. */
describe('retryable writes', () => {
  let name: string
  let lsid: Document
  let count = 0
  let wire: WireClient
  const things = () => fixture.db.collection<Document>(name)

  const send = (command: Document) => wire.send({ ...command, $db: fixture.db.databaseName })

  beforeAll(async () => {
    wire = await WireClient.connect(fixture.url)
  })

  afterAll(() => wire.close())

  beforeEach(async () => {
    name = `things_${++count}`
    lsid = { id: new UUID() }
    await fixture.db.createCollection(name)
  })

  /** Sends the command twice, as it is; the second is the retry. */
  async function twice(command: Document, txnNumber = 1): Promise<[Document, Document]> {
    const full = { ...command, lsid, txnNumber: Long.fromNumber(txnNumber) }
    const replies: Document[] = []
    for (let i = 0; i < 2; i++) {
      const { operationTime: _time, $clusterTime: _clusterTime, ...reply } = await send(full)
      replies.push(reply)
    }
    return replies as [Document, Document]
  }

  it('inserts once', async () => {
    const [first, second] = await twice({ insert: name, documents: [{ _id: 1 }, { _id: 2 }] })
    expect(first).toMatchObject({ n: 2, ok: 1 })
    expect(second).toMatchObject({ n: 2, ok: 1 })
    expect(second).not.toHaveProperty('writeErrors')
    expect(await things().countDocuments()).toBe(2)
  })

  it('updates once, and remembers what was upserted', async () => {
    await things().insertOne({ _id: 1 as never, n: 1 })
    const updates = [
      { q: { _id: 1 }, u: { $inc: { n: 1 } } },
      { q: { _id: 2 }, u: { $inc: { n: 1 } }, upsert: true },
    ]
    const [first, second] = await twice({ update: name, updates })
    expect(second).toEqual(first)
    expect(first).toMatchObject({ n: 2, nModified: 1, upserted: [{ index: 1, _id: 2 }] })
    expect(await things().find().sort({ _id: 1 }).toArray()).toEqual([
      { _id: 1, n: 2 },
      { _id: 2, n: 1 },
    ])
  })

  it('deletes once', async () => {
    await things().insertMany([{ k: 1 }, { k: 1 }])
    const [first, second] = await twice({ delete: name, deletes: [{ q: { k: 1 }, limit: 1 }] })
    expect([first['n'], second['n']]).toEqual([1, 1])
    expect(await things().countDocuments()).toBe(1)
  })

  it('answers findAndModify with the same document', async () => {
    await things().insertOne({ _id: 1 as never, n: 1 })
    const [first, second] = await twice({
      findAndModify: name,
      query: { _id: 1 },
      update: { $inc: { n: 1 } },
      new: true,
    })
    expect(second).toEqual(first)
    expect(first['value']).toEqual({ _id: 1, n: 2 })
    expect(await things().findOne()).toEqual({ _id: 1, n: 2 })
  })

  it('runs again the statements that had not come through', async () => {
    const documents = [{ _id: 1 }, { _id: 2 }]
    const command = { insert: name, lsid, txnNumber: Long.fromNumber(1) }
    await send({ ...command, documents: [documents[0]] })
    const retried = await send({ ...command, documents })
    expect(retried).toMatchObject({ n: 2 })
    expect(await things().countDocuments()).toBe(2)
  })

  it('refuses a number that the session has passed', async () => {
    await twice({ insert: name, documents: [{ _id: 1 }] }, 5)
    const late = { insert: name, documents: [{ _id: 9 }], lsid, txnNumber: Long.fromNumber(4) }
    expect(await send(late)).toMatchObject({ ok: 0, code: 225 })
  })
})
