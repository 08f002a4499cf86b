import 'server-only'
import mongo from '@prisma/orm-mongo/runtime'
import { type Db, type Document, MongoClient, Timestamp } from 'mongodb'
import { getEnv } from '@/lib/env'
import type { Contract } from '@/prisma/generated/contract'
import contractJson from '@/prisma/generated/contract.json' with { type: 'json' }

type Prisma = ReturnType<typeof mongo<Contract>>
type Handle = { client: MongoClient; db: Db; prisma: Prisma }

// One client a process, also across Next's hot reloads and its separately bundled routes.
const store = globalThis as typeof globalThis & { numinaDb?: Handle }

function connect(): Handle {
  const client = new MongoClient(getEnv().DATABASE_URL, {
    appName: 'numina',
    serverSelectionTimeoutMS: 5_000,
  })
  // A first connection that fails leaves a client closed for good: whoever asks next gets a new one.
  client.on('topologyClosed', () => {
    if (store.numinaDb?.client === client) delete store.numinaDb
  })
  const dbName = client.options.dbName === 'test' ? 'numina' : client.options.dbName
  return {
    client,
    db: client.db(dbName),
    prisma: mongo<Contract>({ contractJson, mongoClient: client, dbName }),
  }
}

function handle(): Handle {
  store.numinaDb ??= connect()
  return store.numinaDb
}

/** Prisma's typed collections (`orm().users.where(…)`). Only a domain's data.ts calls this. */
export function orm(): Prisma['orm'] {
  return handle().prisma.orm
}

/**
 * The driver's own collection, for what Prisma 8 does not offer yet: atomic `findOneAndUpdate` with a condition, unordered bulk
 * inserts. Ids are ObjectIds here, not the hex strings of `orm()`.
 */
export function driverCollection<T extends Document>(name: string) {
  return handle().db.collection<T>(name)
}

/** @returns true for MongoDB's duplicate key error (11000) */
export function isDuplicateKey(error: unknown): boolean {
  for (let e = error; e instanceof Error; e = e.cause) if ('code' in e && e.code === 11000) return true
  return false
}

/** @throws when the database does not answer a ping */
export async function pingDatabase(): Promise<void> {
  await handle().db.command({ ping: 1 }, { timeoutMS: 2_000 })
}

/**
 * @returns the database's logical time, from which a change stream can start
 * @throws when the database has none: it is no replica set, and can watch nothing
 */
export async function readDatabaseTime(): Promise<Timestamp> {
  const { operationTime } = await handle().db.command({ hello: 1 })
  if (operationTime instanceof Timestamp) return operationTime
  throw new Error('the database is no replica set: it has no change streams')
}

/** Closes the connection pool; for scripts, tests and shutdown. */
export async function closeDatabase(): Promise<void> {
  await store.numinaDb?.client.close()
  delete store.numinaDb
}
