import { once } from 'node:events'
import { type ChangeStream, type ChangeStreamDocument, type Document, Long, MongoServerError } from 'mongodb'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { useDatabase } from './test-support/client.ts'

const fixture = useDatabase('changes')

type Event = ChangeStreamDocument & { fullDocument?: Document; fullDocumentBeforeChange?: Document }

describe('change streams', () => {
  let name: string
  let count = 0
  const streams: ChangeStream[] = []
  const things = () => fixture.db.collection<{ _id: number; n?: number; tags?: string[]; o?: Document }>(name)

  beforeEach(async () => {
    name = `things_${++count}`
    await fixture.db.createCollection(name)
  })

  afterEach(async () => {
    await Promise.all(streams.splice(0).map((stream) => stream.close()))
  })

  function watch(pipeline: Document[], options: Document): ChangeStream {
    const stream = things().watch(pipeline, { maxAwaitTimeMS: 100, ...options })
    streams.push(stream)
    return stream
  }

  async function open(pipeline: Document[] = [], options: Document = {}): Promise<ChangeStream> {
    const stream = watch(pipeline, options)
    // The cursor is made by the first try; what is written after it is seen.
    await stream.tryNext()
    return stream
  }

  async function take(stream: ChangeStream, n: number): Promise<Event[]> {
    const events: Event[] = []
    while (events.length < n) events.push((await stream.next()) as Event)
    return events
  }

  it('shows inserts, updates, replacements and deletes in their order', async () => {
    const stream = await open()
    await things().insertOne({ _id: 1, n: 1, tags: ['a', 'b', 'c'], o: { x: 1, y: 2 } })
    await things().updateOne({ _id: 1 }, { $set: { 'o.x': 5 }, $unset: { n: '' }, $push: { tags: 'd' } })
    await things().updateOne({ _id: 1 }, { $set: { tags: ['a'] } })
    await things().replaceOne({ _id: 1 }, { n: 9 })
    await things().deleteOne({ _id: 1 })
    const events = await take(stream, 5)
    expect(events.map((event) => event.operationType)).toEqual([
      'insert',
      'update',
      'update',
      'replace',
      'delete',
    ])
    expect(events[0]).toMatchObject({
      ns: { db: fixture.db.databaseName, coll: name },
      documentKey: { _id: 1 },
      fullDocument: { _id: 1, n: 1, tags: ['a', 'b', 'c'], o: { x: 1, y: 2 } },
    })
    expect((events[1] as Document)['updateDescription']).toMatchObject({
      updatedFields: { 'o.x': 5, 'tags.3': 'd' },
      removedFields: ['n'],
      truncatedArrays: [],
    })
    expect((events[2] as Document)['updateDescription']).toMatchObject({
      truncatedArrays: [{ field: 'tags', newSize: 1 }],
    })
    expect(events[3]).toMatchObject({ fullDocument: { _id: 1, n: 9 } })
    expect(events[4]).toMatchObject({ documentKey: { _id: 1 } })
    expect(events[4]).not.toHaveProperty('fullDocument')
  })

  it('wakes a waiting reader when something happens', async () => {
    const opened = await fixture.db.command({
      aggregate: name,
      pipeline: [{ $changeStream: {} }],
      cursor: {},
    })
    const id = opened['cursor'].id
    const waiting = fixture.db.command({ getMore: Long.fromValue(id), collection: name, maxTimeMS: 600_000 })
    await things().insertOne({ _id: 1 })
    expect((await waiting)['cursor'].nextBatch).toMatchObject([{ operationType: 'insert' }])
  })

  it('looks up the full document of an update when asked to', async () => {
    await things().insertOne({ _id: 1, n: 1 })
    const stream = await open([], { fullDocument: 'updateLookup' })
    await things().updateOne({ _id: 1 }, { $inc: { n: 1 } })
    expect((await take(stream, 1))[0]).toMatchObject({
      operationType: 'update',
      fullDocument: { _id: 1, n: 2 },
    })
  })

  it('has images from before and after where the collection keeps them', async () => {
    await fixture.db.command({ collMod: name, changeStreamPreAndPostImages: { enabled: true } })
    await things().insertOne({ _id: 1, n: 1 })
    const stream = await open([], { fullDocument: 'required', fullDocumentBeforeChange: 'required' })
    await things().updateOne({ _id: 1 }, { $inc: { n: 1 } })
    await things().updateOne({ _id: 1 }, { $inc: { n: 1 } })
    await things().deleteOne({ _id: 1 })
    const events = await take(stream, 3)
    expect(events.map((event) => [event.fullDocumentBeforeChange?.['n'], event.fullDocument?.['n']])).toEqual(
      [
        [1, 2],
        [2, 3],
        [3, undefined],
      ],
    )
  })

  it('filters and shapes events by a pipeline', async () => {
    const stream = await open([
      { $match: { operationType: 'insert', 'fullDocument.n': { $gte: 2 } } },
      { $project: { 'fullDocument.n': 1 } },
    ])
    await things().insertMany([
      { _id: 1, n: 1 },
      { _id: 2, n: 2 },
      { _id: 3, n: 3 },
    ])
    const events = await take(stream, 2)
    expect(events.map((event) => event.fullDocument)).toEqual([{ n: 2 }, { n: 3 }])
  })

  it('refuses a pipeline that takes the token away', async () => {
    const stream = await open([{ $project: { _id: 0 } }])
    await things().insertOne({ _id: 1 })
    await expect(stream.next()).rejects.toThrow()
  })

  it('resumes after a token, and at a time', async () => {
    const stream = await open()
    await things().insertMany([{ _id: 1 }, { _id: 2 }, { _id: 3 }])
    const [first, second] = await take(stream, 2)
    const resumed = watch([], { resumeAfter: first?._id })
    expect((await take(resumed, 2)).map((event) => (event as Document)['documentKey'])).toEqual([
      { _id: 2 },
      { _id: 3 },
    ])
    const timed = watch([], { startAtOperationTime: second?.clusterTime })
    expect((await take(timed, 1))[0]).toMatchObject({ documentKey: { _id: 2 } })
  })

  it('ends with an invalidate event when its collection is dropped', async () => {
    const stream = await open()
    await things().drop()
    const events = await take(stream, 2)
    expect(events.map((event) => event.operationType)).toEqual(['drop', 'invalidate'])
    await expect(things().watch([], { resumeAfter: events[1]?._id }).tryNext()).rejects.toBeInstanceOf(
      MongoServerError,
    )
    const again = await open([], { startAfter: events[1]?._id })
    await things().insertOne({ _id: 1 })
    expect((await take(again, 1))[0]).toMatchObject({ operationType: 'insert' })
  })

  it('watches a database and the whole server', async () => {
    const ofDatabase = fixture.db.watch([], { maxAwaitTimeMS: 100 })
    const ofServer = fixture.client.watch([{ $match: { 'ns.db': fixture.db.databaseName } }], {
      maxAwaitTimeMS: 100,
    })
    streams.push(ofDatabase, ofServer)
    await ofDatabase.tryNext()
    await ofServer.tryNext()
    await fixture.db.collection<{ _id: number }>(`${name}_other`).insertOne({ _id: 7 })
    for (const stream of [ofDatabase, ofServer])
      expect((await take(stream, 1))[0]).toMatchObject({
        operationType: 'insert',
        ns: { coll: `${name}_other` },
      })
  })

  it('shows a transaction when it commits, with its session', async () => {
    const stream = await open()
    await fixture.client.withSession((session) =>
      session.withTransaction(async () => {
        await things().insertOne({ _id: 1 }, { session })
        await things().insertOne({ _id: 2 }, { session })
      }),
    )
    const events = await take(stream, 2)
    expect(events.map((event) => (event as Document)['documentKey']['_id'])).toEqual([1, 2])
    expect(events[0]).toHaveProperty('lsid')
    expect(events[0]?.clusterTime).toEqual(events[1]?.clusterTime)
  })

  it('speaks to listeners', async () => {
    const stream = things().watch([], { maxAwaitTimeMS: 100 })
    streams.push(stream)
    const change = once(stream, 'change')
    await once(stream, 'resumeTokenChanged')
    await things().insertOne({ _id: 5 })
    expect((await change)[0]).toMatchObject({ operationType: 'insert', documentKey: { _id: 5 } })
  })
})
