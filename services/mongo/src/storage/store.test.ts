import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { decodeDocument } from '../bson/decode.ts'
import { encodeDocument } from '../bson/encode.ts'
import type { Document } from '../bson/values.ts'
import { ServerError } from '../errors.ts'
import { findHits } from '../query/find.ts'
import { normalizeSpec } from './index-spec.ts'
import { idKeyOf, indexKeys } from './keys.ts'
import { Oplog, readOplog, trimmedPosition } from './oplog.ts'
import { createKeysTable } from './schema.ts'
import { Store } from './store.ts'
import type { Collection } from './types.ts'

let dir: string
let store: Store
let coll: Collection

const imageOf = (given: Document) => {
  const raw = encodeDocument(given)
  return { raw, doc: decodeDocument(raw) }
}
const insert = (doc: Document) => store.writer.insert(coll, imageOf(doc))
const ids = () =>
  [...store.view.scanAll(coll, false, 100)].map((row) => Number(decodeDocument(row.doc)['_id']))

function reopen(): void {
  store.close()
  store = new Store(dir)
  const found = store.catalog.find('t', 'c')
  if (!found) throw new Error('the collection is gone')
  coll = found
}

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'numina-store-'))
  store = new Store(dir)
  coll = store.defineCollection('t', 'c', {})
})

afterEach(() => {
  store.close()
  rmSync(dir, { recursive: true })
})

describe('group commit', () => {
  it('writes what arrives in one turn by one commit, and tells every writer', async () => {
    let commits = 0
    store.on('commit', () => commits++)
    const durable = Array.from({ length: 50 }, (_, _id) => {
      insert({ _id })
      return store.batch.durable()
    })
    expect(ids()).toEqual([])
    await Promise.all(durable)
    expect(commits).toBe(1)
    expect(ids()).toHaveLength(50)
    expect(coll.count).toBe(50)
  })

  it('commits nothing of what is still being written before somebody waits for it', async () => {
    let commits = 0
    store.on('commit', () => commits++)
    for (let _id = 0; _id < 5; _id++) {
      insert({ _id })
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect([commits, ids()]).toEqual([0, []])
    await store.batch.durable()
    expect([commits, ids()]).toEqual([1, [0, 1, 2, 3, 4]])
  })

  it('commits in a while what nobody waits for', async () => {
    const commit = once(store, 'commit')
    insert({ _id: 1 })
    await commit
    expect(ids()).toEqual([1])
  })

  it('tells who writes in several turns that a neighbour undid their beginning', () => {
    const { rollbacks } = store.batch
    insert({ _id: 1 })
    store.batch.assertKept(rollbacks)
    const fails = () =>
      store.batch.run(() => {
        throw new Error('disk')
      })
    expect(fails).toThrow('disk')
    insert({ _id: 2 })
    expect(() => store.batch.assertKept(rollbacks)).toThrow('disk')
    store.batch.assertKept(store.batch.rollbacks)
  })

  it('keeps counts and record numbers over a restart', () => {
    for (let _id = 0; _id < 5; _id++) insert({ _id })
    store.batch.flush()
    reopen()
    expect([coll.count, store.view.count(coll), coll.nextRid]).toEqual([5, 5, 6])
  })

  it('undoes the whole batch when the disk is full, and goes on', async () => {
    insert({ _id: 1 })
    store.batch.flush()
    const spec = normalizeSpec(decodeDocument(encodeDocument({ key: { tags: 1 } })))
    store.change(() => store.catalog.finishIndex(coll, store.catalog.createIndex(coll, spec, 0), 0))
    const pages = store.sql.get<[pages: number]>('PRAGMA page_count')?.[0] ?? 0
    store.sql.exec(`PRAGMA max_page_count = ${pages + 5}`)
    insert({ _id: 2, tags: [1, 2] })
    expect(coll.indexes[1]?.multikey).toBe(true)
    const neighbour = store.batch.durable()
    expect(() => insert({ _id: 3, text: 'x'.repeat(100_000) })).toThrow(
      expect.objectContaining({ codeName: 'OutOfDiskSpace' }) as Error,
    )
    await expect(neighbour).rejects.toBeInstanceOf(ServerError)
    expect(coll.indexes[1]?.multikey).toBe(false)
    expect([ids(), coll.count]).toEqual([[1], 1])
    store.sql.exec('PRAGMA max_page_count = 1000000')
    insert({ _id: 4 })
    store.batch.flush()
    expect([ids(), coll.count]).toEqual([[1, 4], 2])
  })
})

describe('the catalog', () => {
  it('is as before when a change of it fails', () => {
    insert({ _id: 1 })
    const change = () =>
      store.change(() => {
        store.catalog.create('t', 'other', {}, store.clock.tick())
        store.catalog.drop(coll)
        throw new Error('no')
      })
    expect(change).toThrow('no')
    expect(store.catalog.find('t', 'other')).toBeUndefined()
    coll = store.catalog.find('t', 'c') as Collection
    expect([ids(), coll.count]).toEqual([[1], 1])
  })

  it('forgets an index that was being built when the server died', () => {
    insert({ _id: 1 })
    const spec = normalizeSpec(decodeDocument(encodeDocument({ key: { a: 1 } })))
    const index = store.change(() => store.catalog.createIndex(coll, spec, store.clock.tick()))
    reopen()
    expect(coll.indexes.map((each) => each.name)).toEqual(['_id_'])
    expect(() => store.sql.get(`SELECT 1 FROM keys_${index.id}`)).toThrow()
  })
})

describe('the oplog', () => {
  it('keeps its bounds and remembers what it dropped', () => {
    const oplog = new Oplog(store.sql, store.clock, { entries: 500, bytes: 1e9 })
    store.batch.begin()
    for (let i = 0; i < 2000; i++)
      oplog.append({ op: 'insert', db: 't', coll: 'c', body: encodeDocument({ i }) })
    expect(oplog.isOverfull()).toBe(true)
    while (oplog.isOverfull()) oplog.trim()
    store.batch.flush()
    const [first] = readOplog(store.reader, 0, {}, 1)
    expect(trimmedPosition(store.reader)).toBeGreaterThan(0)
    expect(trimmedPosition(store.reader)).toBeLessThan(first?.position ?? 0)
  })

  it('counts nothing that was rolled back, so that no history is dropped for it', () => {
    const body = Buffer.alloc(8 * 1024 * 1024)
    const fails = () =>
      store.batch.run(() => {
        store.oplog.append({ op: 'insert', db: 't', coll: 'c', body })
        throw new Error('no')
      })
    for (let i = 0; i < 10; i++) expect(fails).toThrow('no')
    expect(store.oplog.isOverfull()).toBe(false)
    insert({ _id: 1 })
    store.batch.flush()
    expect(readOplog(store.reader, 0, {}, 9).map(({ op }) => op)).toEqual(['create', 'insert'])
  })

  it('still counts what a commit that failed would have dropped', () => {
    const write = (times: number) => {
      const body = Buffer.alloc(8 * 1024 * 1024)
      for (let i = 0; i < times; i++)
        store.batch.run(() => store.oplog.append({ op: 'insert', db: 't', coll: 'c', body }))
    }
    write(8)
    store.batch.flush()
    store.sql.exec('CREATE TABLE above (id INTEGER PRIMARY KEY)')
    store.sql.exec('CREATE TABLE below (id INTEGER REFERENCES above DEFERRABLE INITIALLY DEFERRED)')
    write(1)
    store.sql.exec('INSERT INTO below VALUES (1)')
    expect(() => store.batch.flush()).toThrow('FOREIGN KEY')
    expect(trimmedPosition(store.reader)).toBe(0)
    write(1)
    store.batch.flush()
    expect(trimmedPosition(store.reader)).toBeGreaterThan(0)
  })

  it('that is empty is not overfull, whatever was counted', () => {
    const oplog = new Oplog(store.sql, store.clock, { entries: 500, bytes: 1e9 })
    store.batch.begin()
    for (let i = 0; i < 2000; i++) oplog.append({ op: 'insert', db: 't', coll: 'c' })
    // It is not the store's own, which is told of this.
    store.batch.rollback(new Error('no'))
    store.batch.begin()
    oplog.trim()
    oplog.trim()
    expect(oplog.isOverfull()).toBe(false)
  })

  it('never gives a position twice, even if the clock goes back', () => {
    const before = store.clock.tick()
    reopen()
    expect(store.clock.tick()).toBeGreaterThan(before - 1)
    const ticks = Array.from({ length: 1000 }, () => store.clock.tick())
    expect(new Set(ticks).size).toBe(1000)
  })
})

describe('data of format 2', () => {
  it('has its text indexes made into those of today', () => {
    const key = { a: 1, text: 'text' }
    const spec = normalizeSpec(decodeDocument(encodeDocument({ key, name: 'words' })))
    const index = store.change(() => store.catalog.createIndex(coll, spec, 0))
    store.change(() => store.catalog.finishIndex(coll, index, 0))
    const docs = [
      { _id: 1, a: 1, text: 'coffee and milk' },
      { _id: 2, a: 1, text: 'tea and milk' },
      { _id: 3, a: 2, text: 'milk' },
    ].map((doc) => imageOf(doc).doc)
    for (const doc of docs) insert(doc)
    // As that version had them.
    store.change(() => {
      store.sql.exec(`DROP TABLE keys_${index.id}`)
      store.sql.exec(createKeysTable(index.id))
      for (const [i, doc] of docs.entries())
        for (const each of indexKeys(index, doc))
          store.sql.run(`INSERT INTO keys_${index.id} (key, rid) VALUES (?, ?)`, each, i + 1)
      store.sql.run("UPDATE meta SET value = 2 WHERE name = 'format'")
    })
    const find = ($search: string) => {
      const filter = decodeDocument(encodeDocument({ a: 1, $text: { $search } }))
      return [...findHits(store.view, coll, { filter })].flatMap((hit) =>
        hit ? [Number(hit.doc['_id'])] : [],
      )
    }
    for (const round of ['upgraded', 'opened again']) {
      reopen()
      expect([find('milk'), find('coffee'), find('water')], round).toEqual([[1, 2], [1], []])
    }
    store.writer.remove(coll, 1, imageOf(docs[0] as Document))
    store.batch.flush()
    expect([find('milk'), find('coffee')]).toEqual([[2], []])
  })
})

describe('snapshots', () => {
  it('stay as they are while the store goes on', () => {
    insert({ _id: 1 })
    const snapshot = store.snapshots.open()
    insert({ _id: 2 })
    store.batch.flush()
    const seen = [...snapshot.view.scanAll(coll, false, 10)]
    expect(seen).toHaveLength(1)
    expect(snapshot.view.byIdKey(coll, idKeyOf(2))).toBeUndefined()
    expect(snapshot.view.count(coll)).toBe(1)
    snapshot.close()
    expect(ids()).toEqual([1, 2])
  })
})
