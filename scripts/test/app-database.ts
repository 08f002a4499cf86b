import { MongoClient, ObjectId } from 'mongodb'
import { afterAll, beforeAll } from 'vitest'
import { loadContext, verifyCredentials } from '@/lib/accounts/server'
import { signUp } from '@/lib/accounts/sign-up'
import type { PersonCtx } from '@/lib/auth/context'
import { newId } from '@/lib/core/ids'
import type { RequestInfo } from '@/lib/http/request-info'
import { closeDatabase, driverCollection } from '@/lib/platform/db'
import { beginSession } from '@/lib/sessions/server'
import { migrateDatabase } from '../lib/migrate-database.ts'

export const PASSWORD = 'correct horse battery'

/** The tests of this file get the app's own, migrated database. It goes after them: each one that stays slows the embedded server down. */
export function onAppDatabase(): void {
  const url = process.env.DATABASE_URL ?? ''
  beforeAll(async () => {
    await migrateDatabase(url)
  })
  afterAll(async () => {
    await closeDatabase()
    const client = await MongoClient.connect(url)
    await client.db().dropDatabase()
    await client.close()
  })
}

/** A request from a network address of its own, so that rate limits count tests apart. */
export function someRequest(): RequestInfo {
  return { requestId: newId(), ip: newId(), userAgent: 'test' }
}

/** Signs up a new person and returns their context. */
export async function createPerson(name = 'Ada'): Promise<PersonCtx & { email: string }> {
  const email = `${newId()}@example.com`
  await signUp(someRequest(), { name, email, password: PASSWORD, timeZone: 'Europe/Berlin', locale: 'en' })
  const identity = await verifyCredentials(someRequest(), { email, password: PASSWORD })
  const ctx = identity && (await loadContext(await signIn(identity.userId), newId()))
  if (!ctx) throw new Error('the new person could not sign in')
  return { ...ctx, email }
}

/** As if somebody had last shown who they are a while ago. */
export async function ageProof({ userId }: { userId: string }): Promise<void> {
  const longAgo = { $set: { provedAt: new Date(Date.now() - 6 * 60_000) } }
  await driverCollection('sessions').updateMany({ userId: new ObjectId(userId) }, longAgo)
}

/** A new session of somebody, as signing in begins it. */
export async function signIn(
  userId: string,
  factorAt: Date | null = null,
): Promise<{ userId: string; sessionId: string }> {
  const entry = { userId, method: 'password', device: newId(), factorAt }
  const { sessionId } = await beginSession(someRequest(), entry)
  return { userId, sessionId }
}
