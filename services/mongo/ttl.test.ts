import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Long } from 'mongodb'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { decodeDocument } from './src/bson/decode.ts'
import { encodeDocument } from './src/bson/encode.ts'
import type { Document } from './src/bson/values.ts'
import { sweepExpired } from './src/changes/ttl.ts'
import { buildIndexes } from './src/commands/index-build.ts'
import { TimeSlice } from './src/query/time-slice.ts'
import { normalizeSpec } from './src/storage/index-spec.ts'
import { Store } from './src/storage/store.ts'
import { makeDirectory, startServer } from './test-support/server.ts'
import { WireClient } from './test-support/wire.ts'

let dir: string
let store: Store

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'numina-ttl-'))
  store = new Store(dir)
})

afterEach(async () => {
  store.close()
  await rm(dir, { recursive: true })
})

const bson = (doc: Document) => decodeDocument(encodeDocument(doc))
const sweep = () => sweepExpired(store, new TimeSlice(Number.POSITIVE_INFINITY))

async function fill(spec: Document, docs: Document[]) {
  const coll = store.defineCollection('t', 'things', {})
  await buildIndexes(store, coll, [normalizeSpec(bson(spec))], new TimeSlice(Number.POSITIVE_INFINITY))
  for (const each of docs) {
    const doc = bson(each)
    store.writer.insert(coll, { doc, raw: encodeDocument(doc) })
  }
  store.batch.flush()
  return () => [...store.view.scanAll(coll, false, 100)].map((row) => decodeDocument(row.doc)['_id'])
}

describe('TTL indexes', () => {
  const ago = (seconds: number) => new Date(Date.now() - seconds * 1000)

  it('delete what is older than they say, and only dates', async () => {
    const left = await fill({ key: { at: 1 }, expireAfterSeconds: 60 }, [
      { _id: 'old', at: ago(61) },
      { _id: 'young', at: ago(30) },
      { _id: 'future', at: ago(-1000) },
      { _id: 'none' },
      { _id: 'number', at: 5 },
      { _id: 'null', at: null },
      { _id: 'array', at: [ago(-100), ago(100)] },
    ])
    expect(await sweep()).toBe(2)
    expect(left()).toEqual(['young', 'future', 'none', 'number', 'null'])
    expect(await sweep()).toBe(0)
  })

  it('with zero seconds delete at the time in the field', async () => {
    const left = await fill({ key: { expiresAt: 1 }, expireAfterSeconds: 0 }, [
      { _id: 'past', expiresAt: ago(1) },
      { _id: 'future', expiresAt: ago(-60) },
    ])
    expect(await sweep()).toBe(1)
    expect(left()).toEqual(['future'])
  })

  it('that are partial leave the other documents alone', async () => {
    const left = await fill(
      { key: { at: 1 }, expireAfterSeconds: 0, partialFilterExpression: { kind: 'log' } },
      [
        { _id: 1, at: ago(5), kind: 'log' },
        { _id: 2, at: ago(5), kind: 'keep' },
      ],
    )
    expect(await sweep()).toBe(1)
    expect(left().map(String)).toEqual(['2'])
  })

  it('are swept by the running server', async () => {
    const own = await makeDirectory()
    const server = await startServer(own)
    const wire = await WireClient.connect(server.url)
    const indexes = [{ key: { at: 1 }, name: 'at', expireAfterSeconds: 0 }]
    await wire.send({ createIndexes: 'c', indexes, $db: 't' })
    const pipeline = [{ $changeStream: {} }, { $match: { operationType: 'delete' } }]
    const opened = await wire.send({ aggregate: 'c', pipeline, cursor: {}, $db: 't' })
    await wire.send({ insert: 'c', documents: [{ _id: 1, at: new Date() }], $db: 't' })
    const id = Long.fromValue(opened['cursor'].id)
    const next = await wire.send({ getMore: id, collection: 'c', maxTimeMS: 10_000, $db: 't' })
    expect(next['cursor'].nextBatch).toMatchObject([{ documentKey: { _id: 1 } }])
    wire.close()
    await server.stop()
    await rm(own, { recursive: true })
  })

  it('tell change streams what they delete', async () => {
    await fill({ key: { at: 1 }, expireAfterSeconds: 0 }, [{ _id: 1, at: ago(5) }])
    const seen: string[] = []
    store.on('commit', (changed) => seen.push(...changed))
    await sweep()
    expect(seen).toContain('t.things')
  })
})
