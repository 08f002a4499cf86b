import { type Db, MongoClient, type MongoClientOptions, MongoServerError } from 'mongodb'
import { afterAll, beforeAll, expect } from 'vitest'
import { openDatabase } from './server.ts'

/** What a suite works with: its own database, dropped at the end. */
export interface Fixture {
  client: MongoClient
  db: Db
  url: string
}

/** The error of a command that must fail. */
export async function failureOf(run: Promise<unknown>): Promise<MongoServerError> {
  const error = await run.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(MongoServerError)
  return error as MongoServerError
}

/** Registers the hooks of a suite; the fixture's fields are set once it runs. */
export function useDatabase(suite: string, options: MongoClientOptions = {}): Fixture {
  const fixture = {} as Fixture
  let close: () => Promise<void>
  beforeAll(async () => {
    const database = await openDatabase()
    fixture.url = database.url
    fixture.client = await new MongoClient(database.url, options).connect()
    fixture.db = fixture.client.db(`conformance_${suite}_${process.pid}`)
    close = async () => {
      await fixture.db.dropDatabase()
      await fixture.client.close()
      await database.close()
    }
  })
  afterAll(() => close())
  return fixture
}
