/**
 * The embedded database through the official driver, beside raw SQLite on the same documents in this process.
 * NUMINA_BENCH_DOCUMENTS sets the size of the large collection (default 1,000,000).
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { BSON, type Collection, MongoClient } from 'mongodb'

interface Message {
  _id: number
  workspaceId: string
  createdAt: Date
  role: string
  text: string
}

const SMALL = 10_000
const LARGE = Number(process.env['NUMINA_BENCH_DOCUMENTS'] ?? 1_000_000)
const CONNECTIONS = 32
const READS = 20_000
const INSERTS = 8_000
const PAGES = 200
const PAGE = 50
const WORKSPACES = 200
const LOAD_BATCH = 1_000
const START = Date.UTC(2026, 0, 1)

function makeMessage(id: number): Message {
  return {
    _id: id,
    workspaceId: `workspace-${id % WORKSPACES}`,
    createdAt: new Date(START + id * 1000),
    role: id % 2 ? 'user' : 'assistant',
    text: `Message ${id}: ${'the quick brown fox jumps over the lazy dog. '.repeat(4)}`,
  }
}

async function startServer(dir: string): Promise<{ child: ChildProcess; url: string }> {
  const main = fileURLToPath(new URL('../services/mongo/main.ts', import.meta.url))
  const child = spawn(process.execPath, [main, '--port', '0', '--dir', dir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let port = ''
  for await (const line of createInterface({ input: child.stdout })) {
    port = /^listening .*:(\d+)$/.exec(line)?.[1] ?? port
    if (line === 'ready') return { child, url: `mongodb://127.0.0.1:${port}/?maxPoolSize=${CONNECTIONS}` }
  }
  throw new Error('The database did not start')
}

/** Resident memory of a process in MB. */
function residentMegabytes(pid: number | undefined): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Number(kilobytes) / 1024
}

/** Runs `total` calls, at most `lanes` at a time, and returns calls per second. */
async function rate(total: number, lanes: number, call: (i: number) => Promise<unknown>): Promise<number> {
  let next = 0
  const start = performance.now()
  const lane = async () => {
    while (next < total) await call(next++)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return total / ((performance.now() - start) / 1000)
}

/** Runs `total` calls one after the other and returns the time in milliseconds at the given share of them. */
async function latency(total: number, share: number, call: (i: number) => unknown): Promise<number> {
  const times: number[] = []
  for (let i = 0; i < total; i++) {
    const start = performance.now()
    await call(i)
    times.push(performance.now() - start)
  }
  return times.sort((a, b) => a - b)[Math.floor(total * share)] ?? 0
}

const scatter = (i: number, size: number) => (i * 7919) % size

async function load(messages: Collection<Message>, from: number, to: number): Promise<void> {
  for (let at = from; at < to; at += LOAD_BATCH) {
    const size = Math.min(LOAD_BATCH, to - at)
    await messages.insertMany(Array.from({ length: size }, (_, i) => makeMessage(at + i)))
    if (at % 100_000 === 0 && at > from) console.log(`  loaded ${at.toLocaleString('en-US')} documents`)
  }
}

async function measureServer(dir: string): Promise<Record<string, number>> {
  const { child, url } = await startServer(dir)
  const client = await new MongoClient(url).connect()
  try {
    const messages = client.db('bench').collection<Message>('messages')
    const idle_rss_mb = residentMegabytes(child.pid)
    await messages.createIndex({ workspaceId: 1, createdAt: -1 })
    await load(messages, 0, SMALL)
    const read = (i: number, size: number) => messages.findOne({ _id: scatter(i, size) })
    const page = (i: number, skip: number) =>
      messages
        .find({
          workspaceId: `workspace-${i % WORKSPACES}`,
          createdAt: { $lt: new Date(START + skip * 1000) },
        })
        .sort({ createdAt: -1 })
        .limit(PAGE)
        .toArray()
    await rate(2_000, CONNECTIONS, (i) => read(i, SMALL))
    const point_reads_per_s = await rate(READS, CONNECTIONS, (i) => read(i, SMALL))
    const point_read_p50_ms = await latency(2_000, 0.5, (i) => read(i, SMALL))
    console.log('point reads measured')
    const inserts = client.db('bench').collection<Message>('inserts')
    const durable_inserts_per_s = await rate(INSERTS, CONNECTIONS, (i) => inserts.insertOne(makeMessage(i)))
    console.log('durable inserts measured')
    for (let i = 0; i < PAGES; i++) await page(i, SMALL)
    const rss_small_mb = residentMegabytes(child.pid)
    const loadStart = performance.now()
    await load(messages, SMALL, LARGE)
    const load_per_s = (LARGE - SMALL) / ((performance.now() - loadStart) / 1000)
    const page_p50_ms = await latency(PAGES, 0.5, (i) => page(i, LARGE - scatter(i, LARGE / 2)))
    const page_p99_ms = await latency(PAGES, 0.99, (i) => page(i, LARGE - scatter(i, LARGE / 2)))
    const large_point_reads_per_s = await rate(READS, CONNECTIONS, (i) => read(i, LARGE))
    const rss_large_mb = residentMegabytes(child.pid)
    return {
      idle_rss_mb,
      point_reads_per_s,
      point_read_p50_ms,
      durable_inserts_per_s,
      load_per_s,
      page_p50_ms,
      page_p99_ms,
      large_point_reads_per_s,
      rss_small_mb,
      rss_large_mb,
    }
  } finally {
    await client.close()
    const exited = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await exited
  }
}

/** The same documents and queries on SQLite itself: what is left is the price of the protocol. */
async function measureSqlite(dir: string): Promise<Record<string, number>> {
  const db = new DatabaseSync(path.join(dir, 'raw.sqlite'))
  try {
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -16384')
    for (const table of ['messages', 'inserts'])
      db.exec(`CREATE TABLE ${table} (id INTEGER PRIMARY KEY, workspace TEXT, created INTEGER, doc BLOB)`)
    db.exec('CREATE INDEX page ON messages (workspace, created DESC)')
    const insertInto = (table: string) => {
      const statement = db.prepare(`INSERT INTO ${table} VALUES (?, ?, ?, ?)`)
      return (message: Message) =>
        statement.run(message._id, message.workspaceId, message.createdAt.getTime(), BSON.serialize(message))
    }
    const load = insertInto('messages')
    db.exec('BEGIN')
    for (let i = 0; i < LARGE; i++) load(makeMessage(i))
    db.exec('COMMIT')
    const byId = db.prepare('SELECT doc FROM messages WHERE id = ?')
    const sqlite_point_reads_per_s = await rate(READS, 1, async (i) => byId.get(scatter(i, LARGE)))
    const insert = insertInto('inserts')
    const sqlite_inserts_per_s = await rate(INSERTS, 1, async (i) => insert(makeMessage(i)))
    const pages = db.prepare(
      'SELECT doc FROM messages WHERE workspace = ? AND created < ? ORDER BY created DESC LIMIT ?',
    )
    const before = (i: number) => START + (LARGE - scatter(i, LARGE / 2)) * 1000
    const sqlite_page_p50_ms = await latency(PAGES, 0.5, (i) =>
      pages.all(`workspace-${i % WORKSPACES}`, before(i), PAGE),
    )
    return { sqlite_point_reads_per_s, sqlite_inserts_per_s, sqlite_page_p50_ms }
  } finally {
    db.close()
  }
}

/**
 * @returns rates per second, latencies in milliseconds and memory in MB; the `sqlite_` figures are SQLite alone.
 * Goals: point reads ≥ 4,000/s, durable inserts ≥ 1,500/s, a page ≤ 5 ms, memory that does not grow with the data.
 */
export default async function benchMongo(): Promise<Record<string, number>> {
  const dir = await mkdtemp(path.join(tmpdir(), 'numina-bench-'))
  try {
    const server = await measureServer(path.join(dir, 'data'))
    console.log('measuring SQLite alone')
    return { ...server, ...(await measureSqlite(dir)) }
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}
