import { setTimeout as sleep } from 'node:timers/promises'
import { createMongoControlClient } from '@prisma/orm-mongo/control'
import { type Db, MongoClient, MongoServerError } from 'mongodb'
import contract from '../../prisma/generated/contract.json' with { type: 'json' }
import { fromRoot } from './paths.ts'

const LOCK = 'migration'
const LEASE_MS = 60_000
const POLL_MS = 250

type LockDocument = { _id: string; expiresAt: Date }

/**
 * Brings a database to the contract: replays the migrations in prisma/migrations that it lacks. Several servers may start at
 * once: one migrates while the others wait for it.
 *
 * @param url a MongoDB URL; the database is `numina` where it names none
 * @returns how many migrations were applied
 * @throws what Prisma says when a migration cannot be applied, or the driver when the server cannot be reached
 */
export async function migrateDatabase(url: string): Promise<number> {
  const named = withDatabaseName(url)
  const client = new MongoClient(named, { serverSelectionTimeoutMS: 5_000 })
  const db = client.db()
  try {
    while (!(await takeLock(db))) await sleep(POLL_MS)
    try {
      return await replayMigrations(named)
    } finally {
      await db.collection<LockDocument>('numinaLocks').deleteOne({ _id: LOCK })
    }
  } finally {
    await client.close()
  }
}

/** @returns false while another process holds an unexpired lock */
async function takeLock(db: Db): Promise<boolean> {
  const now = Date.now()
  const expired = { _id: LOCK, expiresAt: { $lt: new Date(now) } }
  const lease = { $set: { expiresAt: new Date(now + LEASE_MS) } }
  try {
    await db.collection<LockDocument>('numinaLocks').updateOne(expired, lease, { upsert: true })
    return true
  } catch (error) {
    if (error instanceof MongoServerError && error.code === 11000) return false
    throw error
  }
}

async function replayMigrations(url: string): Promise<number> {
  const control = createMongoControlClient({ connection: url })
  try {
    await control.connect()
    const result = await control.migrate({ contract, migrationsDir: fromRoot('prisma/migrations') })
    if (!result.ok) throw result.failure
    return result.value.migrationsApplied
  } finally {
    await control.close()
  }
}

/** Prisma's control client insists on a database name in the URL. */
function withDatabaseName(url: string): string {
  const parsed = new URL(url)
  if (parsed.pathname === '' || parsed.pathname === '/') parsed.pathname = '/numina'
  return parsed.href
}
