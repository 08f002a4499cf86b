import type { Collection, Document } from 'mongodb'
import { MongoServerError } from 'mongodb'
import { beforeAll, expect, it } from 'vitest'
import { useDatabase } from '../test-support/client.ts'
import { canonical, TYPED } from './cases.ts'
import { createRandom } from './random.ts'

/*
 * The same random writes to two collections, one of them with indexes: afterwards both hold the same
 * documents, and each index finds what a scan finds.
 */

const fixture = useDatabase('random_writes')
const { random, pick, value, document } = createRandom(4)

/** No two fields of one index can become arrays, which would make a write fail. */
const INDEXES: Document[] = [{ a: 1 }, { 'a.x': 1, _id: -1 }, { b: -1 }, { 'b.x': 1 }, { n: 1, _id: 1 }]

const PATHS = ['a', 'b', 'a.x', 'b.x', 'b.y', 'a.0', 'c', 'n', 'b.1.x'] as const

function randomUpdate(): Document | Document[] {
  const path = pick(PATHS)
  return pick<() => Document | Document[]>([
    () => ({ $set: { [path]: value() } }),
    () => ({ $unset: { [path]: '' } }),
    () => ({ $inc: { n: pick([1, -1, 2.5]) } }),
    () => ({ $push: { [path]: { $each: [value(1), value(1)], $slice: -3 } } }),
    () => ({ $addToSet: { [path]: value(1) } }),
    () => ({ $pull: { [path]: value(0) } }),
    () => ({ $pop: { [path]: 1 } }),
    () => ({ $min: { [path]: value(0) } }),
    () => ({ $max: { [path]: value(0) } }),
    () => ({ $rename: { a: 'c', c: 'a' } }),
    () => ({ $rename: { b: 'a' } }),
    () => ({ $set: { 'a.$[].x': value(1) } }),
    () => [{ $set: { a: '$b', n: { $ifNull: ['$n', 0] } } }],
    () => [{ $set: { b: { $ifNull: ['$a.x', value(1)] } } }],
  ])()
}

function randomFilter(): Document {
  return pick<() => Document>([
    () => ({}),
    () => ({ _id: Math.floor(random() * 40) }),
    () => ({ [pick(PATHS)]: value(0) }),
    () => ({ [pick(PATHS)]: { $gte: value(0) } }),
    () => ({ [pick(PATHS)]: { $exists: random() < 0.5 } }),
    () => ({ n: { $in: [1, 2, 3] } }),
  ])()
}

/** In a transaction: which documents an update that fails has reached depends on the order of the scan. */
function updateAllOrNone(collection: Collection, filter: Document, update: Document): Promise<unknown> {
  return fixture.client.withSession((session) =>
    session.withTransaction(() => collection.updateMany(filter, update, { session })),
  )
}

type Write = (collection: Collection) => Promise<unknown>

function randomWrite(at: number): Write {
  const [filter, update, doc] = [randomFilter(), randomUpdate(), document(1000 + at)]
  const sort = { n: 1, _id: 1 } as const
  const { _id, ...fields } = doc
  return pick<Write>([
    (each) => updateAllOrNone(each, filter, update),
    (each) => each.findOneAndUpdate(filter, update, { ...TYPED, sort, returnDocument: 'after' }),
    (each) => each.updateOne({ _id: Math.floor(at / 3) as never }, update, { upsert: true }),
    (each) => each.findOneAndReplace(filter, fields, { ...TYPED, sort }),
    (each) => each.findOneAndDelete(filter, { ...TYPED, sort }),
    (each) => each.insertOne(doc as never),
  ])
}

/** What a write answers, or that it failed: of several documents that fail it, any may be the first. */
async function outcome(write: Promise<unknown>): Promise<unknown> {
  try {
    return canonical(await write)
  } catch (error) {
    if (error instanceof MongoServerError && error.codeName !== 'InternalError') return 'failed'
    throw error
  }
}

async function contents(collection: Collection, options: Document = {}): Promise<Document[]> {
  const documents = await collection.find({}, { ...TYPED, ...options }).toArray()
  const list = documents.map((each) => canonical(each) as Document)
  const text = (each: Document) => JSON.stringify(each['_id'])
  return list.sort((one, other) => (text(one) < text(other) ? -1 : 1))
}

beforeAll(async () => {
  const documents = Array.from({ length: 40 }, (_, at) => document(at))
  for (const name of ['plain', 'indexed']) {
    await fixture.db.collection(name).insertMany(documents)
    if (name === 'indexed')
      for (const keys of INDEXES) await fixture.db.collection(name).createIndex(keys as never)
  }
})

it('indexes change nothing about writes', async () => {
  const [plain, indexed] = [fixture.db.collection('plain'), fixture.db.collection('indexed')]
  for (let at = 0; at < 600; at++) {
    const write = randomWrite(at)
    const [one, other] = await Promise.all([outcome(write(plain)), outcome(write(indexed))])
    expect(other, `write ${at}`).toStrictEqual(one)
    if (at % 100 !== 99) continue
    const expected = await contents(plain)
    expect(await contents(indexed)).toStrictEqual(expected)
    for (const hint of INDEXES) expect(await contents(indexed, { hint })).toStrictEqual(expected)
  }
}, 120_000)
