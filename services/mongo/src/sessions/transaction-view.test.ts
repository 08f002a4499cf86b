import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Binary, Int32 } from 'bson'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { decodeDocument } from '../bson/decode.ts'
import { encodeDocument } from '../bson/encode.ts'
import type { Document } from '../bson/values.ts'
import { buildIndexes } from '../commands/index-build.ts'
import { compileFilter, compileSort } from '../language/index.ts'
import { type FindSpec, findHits } from '../query/find.ts'
import { TimeSlice } from '../query/time-slice.ts'
import { normalizeSpec } from '../storage/index-spec.ts'
import { Store } from '../storage/store.ts'
import type { Collection, View } from '../storage/types.ts'
import { Session } from './session.ts'
import { Transaction } from './transaction.ts'
import { Transactions } from './transactions.ts'

let dir: string
let store: Store
let coll: Collection

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'numina-transaction-'))
  store = new Store(dir)
  coll = store.defineCollection('t', 'c', {})
  const specs = [{ a: 1 }, { b: -1, a: 1 }, { tags: 1 }].map((key) => normalizeSpec(bson({ key })))
  await buildIndexes(store, coll, specs, new TimeSlice(Number.POSITIVE_INFINITY))
})

afterEach(() => {
  store.close()
  rmSync(dir, { recursive: true })
})

const bson = (doc: Document) => decodeDocument(encodeDocument(doc))
const imageOf = (given: Document) => {
  const raw = encodeDocument(given)
  return { raw, doc: decodeDocument(raw) }
}

function makeRandom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const makeDoc = (random: (below: number) => number, _id: number): Document => ({
  _id,
  a: random(8),
  b: random(8),
  tags: Array.from({ length: random(3) }, () => random(6)),
})

const idOf = (doc: Document) => (doc['_id'] as Int32).value
const find = (view: View, spec: FindSpec) =>
  [...findHits(view, coll, spec)].flatMap((hit) => (hit ? [hit.doc] : []))

/** Compares what a view finds, by every index and in every order, with the documents it should have. */
function expectSame(view: View, model: Map<number, Document>, random: (below: number) => number): void {
  for (let i = 0; i < 25; i++) {
    const filters = [
      { a: random(8) },
      { b: { $gte: random(8) } },
      { tags: random(6) },
      { a: { $in: [1, random(8)] } },
      {},
    ]
    const filter = bson(filters[random(filters.length)] as Document)
    const sort = bson([{ a: 1 }, { b: -1, a: 1 }, { tags: -1 }, { _id: -1 }][random(4)] as Document)
    const matches = compileFilter(filter)
    const expected = [...model.values()]
      .filter(matches)
      .map(idOf)
      .sort((x, y) => x - y)
    for (const spec of [{ filter }, { filter, sort }, { filter, sort, hint: 'b_-1_a_1' }]) {
      const found = find(view, spec)
      expect(found.map(idOf).sort((x, y) => x - y)).toEqual(expected)
      if (!('sort' in spec)) continue
      const compare = compileSort(sort)
      for (let at = 1; at < found.length; at++)
        expect(compare(found[at - 1] as Document, found[at] as Document)).toBeLessThanOrEqual(0)
    }
  }
  expect(view.count(coll)).toBe(model.size)
}

it('a transaction sees its snapshot with its own writes, by every index, and so does everybody after its commit', async () => {
  for (let seed = 1; seed <= 12; seed++) {
    const random = makeRandom(seed * 7919)
    const outside = new Map(find(store.view, { filter: {} }).map((doc) => [idOf(doc), doc]))
    for (let i = 0; i < 20; i++) {
      const image = imageOf(makeDoc(random, seed * 1000 + i))
      store.writer.insert(coll, image)
      outside.set(idOf(image.doc), image.doc)
    }
    store.batch.flush()
    const session = new Session(store.sessions, { id: new Binary(Buffer.alloc(16, seed), 4) }, new Int32(1))
    const transaction = new Transaction(store, session, 1)
    const inside = new Map(outside)
    for (let i = 0; i < 30; i++) changeSomething(transaction, inside, random, seed * 1000 + 500 + i)
    expectSame(transaction.view, inside, random)
    expectSame(store.view, outside, random)
    if (seed % 3 === 0) transaction.abort()
    else await transaction.commit(session)
    expectSame(store.view, seed % 3 === 0 ? outside : inside, random)
  }
})

function changeSomething(
  { view, writer }: Transaction,
  model: Map<number, Document>,
  random: (below: number) => number,
  freshId: number,
): void {
  const kind = random(3)
  if (kind === 0) {
    const image = imageOf(makeDoc(random, freshId))
    writer.insert(coll, image)
    model.set(freshId, image.doc)
    return
  }
  const ids = [...model.keys()]
  const id = ids[random(ids.length)] as number
  const [hit] = [...findHits(view, coll, { filter: { _id: new Int32(id) } })]
  if (!hit) throw new Error(`document ${id} is missing`)
  const before = { doc: hit.doc, raw: hit.raw }
  if (kind === 1) {
    const after = imageOf(makeDoc(random, id))
    writer.update(coll, hit.rid, before, after, 'replace')
    model.set(id, after.doc)
  } else {
    writer.remove(coll, hit.rid, before)
    model.delete(id)
  }
}

it('a transaction that stays open too long is aborted and lets go of its locks', async () => {
  const transactions = new Transactions(store, 1)
  const session = new Session(store.sessions, { id: new Binary(Buffer.alloc(16, 99), 4) }, new Int32(1))
  const transaction = transactions.begin(session)
  transaction.writer.insert(coll, imageOf({ _id: 1 }))
  await transaction.ended
  expect(() => transactions.find(session)).toThrow(expect.objectContaining({ code: 251 }) as Error)
  expect(() => transaction.writer.insert(coll, imageOf({ _id: 2 }))).toThrow('aborted')
  store.writer.insert(coll, imageOf({ _id: 1 }))
  store.batch.flush()
  expect(find(store.view, { filter: {} }).map(idOf)).toEqual([1])
})
