import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type Collection, MongoClient, MongoServerSelectionError } from 'mongodb'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeDirectory, startServer, type TestServer } from './test-support/server.ts'

/** 50 rounds: NUMINA_KILL_ROUNDS=50 npx vitest run services/mongo/kill */
const ROUNDS = Number(process.env['NUMINA_KILL_ROUNDS'] ?? 5)
const WRITERS = 8
/** Acknowledged writes after which the server is killed, under the full load of all writers. */
const WRITES_PER_ROUND = 150

interface Item {
  _id: string
  value: number
  tag: string
}

/** What the clients were told is written. */
interface Acknowledged {
  items: Map<string, number>
  pairs: Set<string>
  deleted: Set<string>
}

let dir: string

beforeEach(async () => {
  dir = await makeDirectory()
})

afterEach(() => rm(dir, { recursive: true }))

/** Connects, however slow the machine is; what is sent later soon notices that the server is gone. */
async function connect({ url }: TestServer): Promise<MongoClient> {
  const options = { retryWrites: false, serverSelectionTimeoutMS: 500, maxPoolSize: WRITERS * 2 }
  for (;;) {
    try {
      return await new MongoClient(url, options).connect()
    } catch (error) {
      if (!(error instanceof MongoServerSelectionError)) throw error
    }
  }
}

/** Writes until the server is gone, noting each acknowledged write; `onWrite` hears of each. */
async function runWriter(
  client: MongoClient,
  name: string,
  acknowledged: Acknowledged,
  onWrite: () => void,
): Promise<void> {
  const items: Collection<Item> = client.db('kill').collection<Item>('items')
  const pairs: Collection<Item> = client.db('kill').collection<Item>('pairs')
  for (let i = 0; ; i++) {
    const _id = `${name}-${i}`
    try {
      await items.insertOne({ _id, value: 1, tag: _id })
      acknowledged.items.set(_id, 1)
      onWrite()
      await items.updateOne({ _id }, { $inc: { value: 1 } })
      acknowledged.items.set(_id, 2)
      onWrite()
      if (i % 3 === 0) {
        // From here on it may be there or not, until the answer comes.
        acknowledged.items.delete(_id)
        await items.deleteOne({ _id })
        acknowledged.deleted.add(_id)
        onWrite()
      }
      if (i % 4 === 0) {
        await client.withSession((session) =>
          session.withTransaction(async () => {
            await items.insertOne({ _id: `${_id}-pair`, value: 0, tag: 'pair' }, { session })
            await pairs.insertOne({ _id: `${_id}-pair`, value: 0, tag: `${_id}-pair` }, { session })
          }),
        )
        acknowledged.pairs.add(`${_id}-pair`)
        onWrite()
      }
    } catch {
      return
    }
  }
}

async function loadAndKill(round: number, acknowledged: Acknowledged): Promise<void> {
  const server = await startServer(dir)
  const client = await connect(server)
  await client.db('kill').collection('items').createIndex({ tag: 1 })
  await client.db('kill').collection('pairs').createIndex({ tag: 1 }, { unique: true })
  let writes = 0
  let kill: Promise<void> | undefined
  const onWrite = () => {
    if (++writes === WRITES_PER_ROUND) kill = server.kill()
  }
  await Promise.all(
    Array.from({ length: WRITERS }, (_, w) => runWriter(client, `${round}-${w}`, acknowledged, onWrite)),
  )
  await kill
  await client.close()
}

async function checkSurvivors(acknowledged: Acknowledged): Promise<void> {
  const server = await startServer(dir)
  const client = await connect(server)
  const items = client.db('kill').collection<Item>('items')
  const pairs = client.db('kill').collection<Item>('pairs')
  const found = new Map((await items.find().toArray()).map((item) => [item._id, item.value]))
  for (const [id, value] of acknowledged.items) expect(found.get(id), id).toBeGreaterThanOrEqual(value)
  for (const id of acknowledged.deleted) expect(found.has(id), id).toBe(false)
  for (const id of acknowledged.pairs) expect(found.has(id), id).toBe(true)
  const pairIds = (await pairs.find().toArray()).map((pair) => pair._id)
  expect(pairIds.sort()).toEqual([...found.keys()].filter((id) => id.endsWith('-pair')).sort())
  const byIndex = await items
    .find({ tag: { $gte: '' } })
    .hint({ tag: 1 })
    .toArray()
  expect(byIndex.length).toBe(found.size)
  expect(await items.estimatedDocumentCount()).toBe(found.size)
  await client.close()
  await server.stop()
}

describe('kill -9 under load', () => {
  it(`loses nothing acknowledged and leaves a valid store, ${ROUNDS} times`, {
    timeout: 30_000 + ROUNDS * 10_000,
  }, async () => {
    const acknowledged: Acknowledged = { items: new Map(), pairs: new Set(), deleted: new Set() }
    for (let round = 0; round < ROUNDS; round++) {
      await loadAndKill(round, acknowledged)
      await checkSurvivors(acknowledged)
    }
    expect(acknowledged.pairs.size).toBeGreaterThan(0)
    const file = new DatabaseSync(join(dir, 'data.sqlite'), { readOnly: true })
    expect(file.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }])
    file.close()
  })
})
