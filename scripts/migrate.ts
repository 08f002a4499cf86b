/**
 * Brings the database named by DATABASE_URL to the contract: replays the migrations in prisma/migrations that it lacks. Several
 * servers may start at once: one migrates while the others wait for it.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { createMongoControlClient } from '@prisma/orm-mongo/control'
import { type Db, MongoClient, MongoServerError } from 'mongodb'
import contract from '../prisma/generated/contract.json' with { type: 'json' }

const MIGRATIONS = 'prisma/migrations'
const LOCK = 'migration'
const LEASE_MS = 60_000
const POLL_MS = 250

type LockDocument = { _id: string; expiresAt: Date }

/** @returns false while another process holds an unexpired lock */
async function takeLock(db: Db): Promise<boolean> {
  const now = Date.now()
  try {
    await db
      .collection<LockDocument>('numinaLocks')
      .updateOne(
        { _id: LOCK, expiresAt: { $lt: new Date(now) } },
        { $set: { expiresAt: new Date(now + LEASE_MS) } },
        { upsert: true },
      )
    return true
  } catch (error) {
    if (error instanceof MongoServerError && error.code === 11000) return false
    throw error
  }
}

async function migrate(url: string): Promise<number> {
  const control = createMongoControlClient({ connection: url })
  try {
    await control.connect()
    const result = await control.migrate({ contract, migrationsDir: MIGRATIONS })
    if (!result.ok) throw result.failure
    return result.value.migrationsApplied
  } finally {
    await control.close()
  }
}

/** The control client insists on a database name in the URL. */
function withDatabaseName(url: string): string {
  const parsed = new URL(url)
  if (parsed.pathname === '' || parsed.pathname === '/') parsed.pathname = '/numina'
  return parsed.href
}

const url = process.env.DATABASE_URL
if (!url) throw new Error('DATABASE_URL is not set')
const named = withDatabaseName(url)
const client = new MongoClient(named, { serverSelectionTimeoutMS: 5_000 })
const db = client.db()
try {
  while (!(await takeLock(db))) await sleep(POLL_MS)
  try {
    const applied = await migrate(named)
    console.log(applied === 0 ? 'database is up to date' : `applied ${applied} migrations`)
  } finally {
    await db.collection<LockDocument>('numinaLocks').deleteOne({ _id: LOCK })
  }
} finally {
  await client.close()
}
