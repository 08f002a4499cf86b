import { AsyncLocalStorage } from 'node:async_hooks'
import type { MongoClient } from 'mongodb'
import { beforeAll, expect, it, vi } from 'vitest'
import { requestPasswordReset } from '@/lib/accounts/email/reset-password'
import { hashPassword } from '@/lib/accounts/passwords'
import { beginSignUp, openAccount, requestSignInLink, verifyCredentials } from '@/lib/accounts/server'
import type { AppError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import { pingDatabase } from '@/lib/platform/db'
import { onAppDatabase, PASSWORD, someRequest } from '@/scripts/test/app-database'

vi.hoisted(() => {
  const url = new URL(process.env.DATABASE_URL ?? '')
  // The driver tells of its commands to whom the address asks for them.
  url.searchParams.set('monitorCommands', 'true')
  process.env.DATABASE_URL = url.href
})

/** What one answer has waited for, in its order: commands the database has answered, passwords that were hashed. */
const work = new AsyncLocalStorage<string[]>()

vi.mock(import('@node-rs/argon2'), async (original) => {
  const real = await original()
  const noted =
    <A extends unknown[], R>(name: string, run: (...args: A) => Promise<R>) =>
    async (...args: A) => {
      const result = await run(...args)
      work.getStore()?.push(name)
      return result
    }
  return { ...real, hash: noted('hash', real.hash), verify: noted('verify', real.verify) }
})

onAppDatabase()

beforeAll(async () => {
  await pingDatabase()
  const { numinaDb } = globalThis as { numinaDb?: { client: MongoClient } }
  numinaDb?.client.on('commandSucceeded', ({ commandName }) => work.getStore()?.push(commandName))
})

const here = { name: 'Grace', timeZone: 'UTC', locale: 'en' }

const DOORS: Record<string, (email: string) => Promise<unknown>> = {
  'signing in': (email) => verifyCredentials(someRequest(), { email, password: 'not the password' }),
  'a new password': (email) => requestPasswordReset(someRequest(), { email }),
  'a link by e-mail': (email) => requestSignInLink(someRequest(), { email }),
  'signing up, where addresses are confirmed first': (email) =>
    beginSignUp({ ...here, email, password: PASSWORD }, null),
}

/** Knocks until the door is shut: what each knock was answered, and what it has waited for. */
async function knock(door: (email: string) => Promise<unknown>, email: string) {
  const knocks: { answer: unknown; waitedFor: string[] }[] = []
  for (let tries = 0; tries < 8; tries++) {
    const done: string[] = []
    const answer = await work.run(done, () => door(email).catch((error: AppError) => error.code))
    // What nobody waits for may still be added.
    knocks.push({ answer, waitedFor: [...done] })
  }
  return knocks
}

it.each(Object.entries(DOORS))(
  '%s waits for the same and answers the same, whether the address has an account or not',
  async (_, door) => {
    const email = `${newId()}@example.com`
    await openAccount(someRequest(), { ...here, email, passwordHash: await hashPassword(PASSWORD) })
    await door(`${newId()}@example.com`)
    const stranger = await knock(door, `${newId()}@example.com`)
    expect(await knock(door, email)).toEqual(stranger)
    expect(stranger[0]?.waitedFor.length).toBeGreaterThan(1)
  },
)
