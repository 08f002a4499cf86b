import { type Document, Long, UUID } from 'mongodb'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { useDatabase } from './test-support/client.ts'
import { WireClient } from './test-support/wire.ts'

const fixture = useDatabase('sessions')

/** Sessions as the wire shows them, without a driver that minds them. */
describe('sessions', () => {
  let wire: WireClient
  const send = (command: Document) => wire.send({ ...command, $db: fixture.db.databaseName })
  const commit = (fields: Document) => wire.send({ commitTransaction: 1, ...fields, $db: 'admin' })
  const inTransaction = (lsid: Document, number: number, more: Document = {}) => ({
    lsid,
    txnNumber: Long.fromNumber(number),
    autocommit: false,
    ...more,
  })
  const things = () => fixture.db.collection<{ _id: number }>('things')

  beforeAll(async () => {
    wire = await WireClient.connect(fixture.url)
  })

  afterAll(() => wire.close())

  beforeEach(async () => {
    await things().deleteMany({})
    await things().insertMany(Array.from({ length: 10 }, (_, _id) => ({ _id })))
  })

  it('take their cursors and their transaction with them when they are killed', async () => {
    const lsid = { id: new UUID() }
    const opened = await send({ find: 'things', batchSize: 2, lsid })
    const start = inTransaction(lsid, 1, { startTransaction: true })
    expect(await send({ insert: 'things', documents: [{ _id: 100 }], ...start })).toMatchObject({
      ok: 1,
      n: 1,
    })
    expect(await send({ killSessions: [lsid] })).toMatchObject({ ok: 1 })
    const id = Long.fromValue(opened['cursor'].id)
    expect(await send({ getMore: id, collection: 'things', lsid })).toMatchObject({ ok: 0, code: 43 })
    expect(await commit(inTransaction(lsid, 1))).toMatchObject({
      ok: 0,
      code: 251,
    })
    expect(await things().countDocuments({ _id: 100 })).toBe(0)
  })

  it('close the cursors of a transaction when it commits', async () => {
    const lsid = { id: new UUID() }
    const start = inTransaction(lsid, 1, { startTransaction: true })
    const opened = await send({ find: 'things', batchSize: 2, ...start })
    const id = Long.fromValue(opened['cursor'].id)
    const next = await send({ getMore: id, collection: 'things', batchSize: 2, ...inTransaction(lsid, 1) })
    expect(next['cursor'].nextBatch).toEqual([{ _id: 2 }, { _id: 3 }])
    expect(await commit(inTransaction(lsid, 1))).toMatchObject({ ok: 1 })
    expect(await send({ getMore: id, collection: 'things', lsid })).toMatchObject({ ok: 0 })
  })

  it('abort an older transaction when a newer one begins, and refuse what is over', async () => {
    const lsid = { id: new UUID() }
    const insert = (_id: number) => ({ insert: 'things', documents: [{ _id }] })
    await send({ ...insert(201), ...inTransaction(lsid, 5, { startTransaction: true }) })
    await send({ ...insert(202), ...inTransaction(lsid, 6, { startTransaction: true }) })
    expect(await commit(inTransaction(lsid, 5))).toMatchObject({ ok: 0 })
    expect(await commit(inTransaction(lsid, 6))).toMatchObject({ ok: 1 })
    const late = await send({ ...insert(203), ...inTransaction(lsid, 4, { startTransaction: true }) })
    expect(late).toMatchObject({ ok: 0, code: 225 })
    expect(await send({ ...insert(204), ...inTransaction(lsid, 6) })).toMatchObject({ ok: 0 })
    expect(await things().countDocuments({ _id: { $gt: 100 } })).toBe(1)
  })

  it('are named by a UUID', async () => {
    expect(await send({ ping: 1, lsid: { id: 5 } })).toMatchObject({ ok: 0 })
    expect(await send({ ping: 1, lsid: { id: new UUID() } })).toMatchObject({ ok: 1 })
  })

  it('carry the cluster time', async () => {
    const before = await send({ ping: 1 })
    await things().insertOne({ _id: 300 })
    const after = await send({ ping: 1 })
    expect(after['operationTime'].greaterThanOrEqual(before['operationTime'])).toBe(true)
    expect(after['$clusterTime'].clusterTime.greaterThanOrEqual(after['operationTime'])).toBe(true)
  })
})

describe('concerns', () => {
  it('that one node cannot fulfil are refused, the others are fulfilled', async () => {
    const wire = await WireClient.connect(fixture.url)
    const insert = (writeConcern: Document) =>
      wire.send({ insert: 'concerns', documents: [{}], writeConcern, $db: fixture.db.databaseName })
    for (const concern of [{ w: 1 }, { w: 'majority', j: true }, { w: 1, wtimeout: 1000 }])
      expect(await insert(concern)).toMatchObject({ ok: 1, n: 1 })
    const find = (level: string) =>
      wire.send({ find: 'concerns', readConcern: { level }, $db: fixture.db.databaseName })
    for (const level of ['local', 'majority', 'available']) expect(await find(level)).toMatchObject({ ok: 1 })
    expect(await find('nonsense')).toMatchObject({ ok: 0 })
    expect(await wire.send({ ping: 1, apiVersion: '7', $db: 'admin' })).toMatchObject({ ok: 0, code: 322 })
    wire.close()
  })
})
