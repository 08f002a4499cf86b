import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decodeDocument } from '../bson/decode.ts'
import { encodeDocument } from '../bson/encode.ts'
import type { Document } from '../bson/values.ts'
import { buildIndexes } from '../commands/index-build.ts'
import { compileSort } from '../language/index.ts'
import { type FindSpec, findHits, planFind } from '../query/find.ts'
import { TimeSlice } from '../query/time-slice.ts'
import { normalizeSpec } from '../storage/index-spec.ts'
import { Store } from '../storage/store.ts'
import type { Collection } from '../storage/types.ts'

/** A repeatable stream of numbers in [0, 1) (mulberry32). */
function makeRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

const bson = (doc: Document) => decodeDocument(encodeDocument(doc))
const rules = { seed: 20261123, documents: 400, queries: 600 }

let dir: string
let store: Store
let coll: Collection

const KEYS: Document[] = [
  { a: 1 },
  { b: -1 },
  { a: 1, b: 1 },
  { a: 1, b: -1, c: 1 },
  { c: 1, a: -1 },
  { 'd.x': 1 },
  { 'd.x': 1, 'd.y': 1 },
  { t: 1, a: 1 },
  { t: 1, b: 1, a: -1 },
]

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'numina-planner-'))
  store = new Store(dir)
  const random = makeRandom(rules.seed)
  coll = store.defineCollection('test', 'things', {})
  const specs = [
    ...KEYS.map((key) => ({ key })),
    { key: { s: 1 }, sparse: true },
    { key: { b: 1 }, partialFilterExpression: { a: { $gte: 3 } }, name: 'partial' },
  ]
  const normal = specs.map((spec) => normalizeSpec(bson(spec)))
  await buildIndexes(store, coll, normal, new TimeSlice(Number.POSITIVE_INFINITY))
  for (let i = 0; i < rules.documents; i++) {
    const doc = bson(makeDocument(random, i))
    store.writer.insert(coll, { doc, raw: encodeDocument(doc) })
  }
  store.batch.flush()
})

afterAll(() => {
  store.close()
  rmSync(dir, { recursive: true })
})

function makeScalar(random: () => number): unknown {
  const kind = Math.floor(random() * 8)
  if (kind < 4) return Math.floor(random() * 6)
  if (kind === 4) return `s${Math.floor(random() * 4)}`
  if (kind === 5) return null
  if (kind === 6) return random() < 0.5
  return random() < 0.2 ? Number.NaN : Math.floor(random() * 6) + 0.5
}

function makeDocument(random: () => number, i: number): Document {
  const doc: Document = { _id: i }
  for (const field of ['a', 'b', 'c']) if (random() < 0.85) doc[field] = makeScalar(random)
  if (random() < 0.5) doc['s'] = makeScalar(random)
  if (random() < 0.8) doc['t'] = Array.from({ length: Math.floor(random() * 4) }, () => makeScalar(random))
  const makePart = () => ({ x: makeScalar(random), ...(random() < 0.8 && { y: makeScalar(random) }) })
  if (random() < 0.8) doc['d'] = random() < 0.5 ? makePart() : [makePart(), makePart()]
  return doc
}

function makeCondition(random: () => number): unknown {
  const kind = Math.floor(random() * 9)
  const value = () => makeScalar(random)
  if (kind < 3) return value()
  if (kind === 3) return { $gt: Math.floor(random() * 6) }
  if (kind === 4) return { $lte: Math.floor(random() * 6), $gte: Math.floor(random() * 3) }
  if (kind === 5) return { $in: [value(), value(), value()] }
  if (kind === 6) return { $exists: random() < 0.7 }
  if (kind === 7) return { $ne: value() }
  return { $regex: '^s[12]' }
}

function makeFilter(random: () => number): Document {
  const paths = ['a', 'b', 'c', 's', 't', 'd.x', 'd.y']
  const filter: Document = {}
  const size = Math.floor(random() * 3) + 1
  for (let i = 0; i < size; i++)
    filter[paths[Math.floor(random() * paths.length)] as string] = makeCondition(random)
  if (random() < 0.1) return { $or: [filter, { a: makeCondition(random) }] }
  if (random() < 0.1) return { d: { $elemMatch: { x: makeScalar(random), y: makeScalar(random) } } }
  return filter
}

function makeSort(random: () => number): Document | undefined {
  if (random() < 0.4) return undefined
  // Two arrays in one sort are an error: t or d, not both.
  const paths = ['a', 'b', 'c', random() < 0.5 ? 't' : 'd.x']
  const sort: Document = {}
  const size = Math.floor(random() * 2) + 1
  for (let i = 0; i < size; i++)
    sort[paths[Math.floor(random() * paths.length)] as string] = random() < 0.5 ? 1 : -1
  return sort
}

function run(spec: FindSpec): Document[] {
  return [...findHits(store.view, coll, spec)].flatMap((hit) => (hit ? [hit.doc] : []))
}

const ids = (docs: Document[]) => docs.map((doc) => String(doc['_id'])).sort()

describe('the planner', () => {
  it('finds by any index exactly what a scan of the collection finds, in the order asked for', () => {
    const random = makeRandom(rules.seed + 1)
    const used = new Set<string>()
    for (let i = 0; i < rules.queries; i++) {
      const filter = bson(makeFilter(random))
      const sort = makeSort(random)
      const spec: FindSpec = { filter, ...(sort && { sort: bson(sort) }) }
      const plan = planFind(store.view, coll, spec)
      used.add(plan.access.kind === 'IXSCAN' ? plan.access.index.name : plan.access.kind)
      const found = run(spec)
      const text = JSON.stringify({ filter, sort, access: plan.access.kind })
      expect(ids(found), text).toEqual(ids(run({ filter, hint: { $natural: 1 } })))
      if (!sort) continue
      const compare = compileSort(bson(sort))
      for (let at = 1; at < found.length; at++)
        expect(compare(found[at - 1] as Document, found[at] as Document), text).toBeLessThanOrEqual(0)
    }
    expect([...used].sort()).toEqual(
      expect.arrayContaining(['COLLSCAN', 'OR', 'a_1_b_-1_c_1', 'd.x_1', 'partial', 's_1', 't_1_a_1']),
    )
  })

  it('finds the same by every single index it is told to use', () => {
    const random = makeRandom(rules.seed + 2)
    for (let i = 0; i < 50; i++) {
      const filter = bson(makeFilter(random))
      const expected = ids(run({ filter, hint: { $natural: 1 } }))
      for (const index of coll.indexes) {
        if (index.sparse || index.partialFilter) continue
        expect(ids(run({ filter, hint: index.name })), `${JSON.stringify(filter)} by ${index.name}`).toEqual(
          expected,
        )
      }
    }
  })
})

describe('plans', () => {
  const access = (spec: Document) => planFind(store.view, coll, bson(spec) as unknown as FindSpec)

  it('sorts by an index after equalities', () => {
    const plan = access({ filter: { a: 2 }, sort: { b: -1, c: 1 }, limit: 5 })
    expect(plan).toMatchObject({ needsSort: false, filter: undefined })
    expect(plan.access).toMatchObject({ kind: 'IXSCAN', reverse: false, sorted: true, exact: true })
  })

  it('merges the ranges of an $in instead of sorting', () => {
    const plan = planFind(store.view, coll, {
      filter: bson({ a: { $in: [1, 2, 3] } }),
      sort: { b: 1 },
      hint: 'a_1_b_1',
    })
    expect(plan).toMatchObject({ needsSort: false, access: { merge: true } })
  })

  it('does not use a sparse index for a condition that a missing field meets', () => {
    expect(access({ filter: { s: null } }).access.kind).toBe('COLLSCAN')
  })

  it('uses a partial index only when the filter implies its condition', () => {
    const plan = access({ filter: { a: { $gt: 4 }, b: 's1' }, hint: undefined })
    expect(plan.access.kind).toBe('IXSCAN')
    expect(() => access({ filter: { b: 1 }, hint: 'partial' })).toThrow(/hint/)
  })
})
