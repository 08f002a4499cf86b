import { expect, test } from '@playwright/test'
import { migrateDatabase } from '../scripts/lib/migrate-database.ts'
import { root } from '../scripts/lib/paths.ts'
import { pickFreePort } from '../scripts/lib/ports.ts'
import { attemptMaker } from './support/fuzz/attempts.ts'
import { findEndpoints } from './support/fuzz/endpoints.ts'
import { fillWith } from './support/fuzz/fill-with.ts'
import { randomFrom } from './support/fuzz/random.ts'
import { type Attempt, type Reply, send } from './support/fuzz/send.ts'
import { startSecondServer } from './support/numina.ts'
import { createPerson } from './support/person.ts'

const COUNT = Number(process.env.FUZZ_COUNT ?? 5_000)
/** The same for every run, so that nothing fails by chance; FUZZ_SEED looks elsewhere. */
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_128)
const AT_ONCE = 16
const LIMIT_MS = 60_000
const WORD = 'Zwetschgenkuchen'

const LEAKS: [string, RegExp][] = [
  ['a stack trace', /\bat [\w.<>[\] ]+ \(?[^\s()]+:\d+:\d+\)?/],
  [
    'a path of this machine',
    new RegExp(`node_modules|${root.replace(/\/$/, '').replaceAll('/', '\\/')}|file:///(?!etc/passwd)`),
  ],
  ['the address of a service', /mongodb(\+srv)?:\/\/|rediss?:\/\/|smtps?:\/\//],
  ['an error of a library', /MongoServerError|BSONError|ZodError|PrismaClient|E11000|ECONNREFUSED/],
  ["somebody else's words", new RegExp(WORD)],
]

/** @returns what is wrong with a reply, or nothing */
function problemOf({ status, text }: Reply): string | undefined {
  if (status >= 500) return `status ${status}`
  return LEAKS.find(([, pattern]) => pattern.test(text))?.[0]
}

test.setTimeout(900_000)

test(`${COUNT} hostile inputs at every endpoint: no failure, no leak, no hang`, async () => {
  const port = await pickFreePort()
  const base = `http://localhost:${port}`
  // A server and a database of its own: neither its limits nor its jobs are anybody else's.
  const database = new URL(process.env.E2E_DATABASE_URL ?? '')
  database.pathname = `/fuzz_${port}`
  await migrateDatabase(database.href)
  const server = await startSecondServer(port, database.href)
  try {
    const endpoints = findEndpoints()
    const victim = await createPerson(base, WORD)
    const { ids, readAll } = await fillWith(base, victim, WORD)
    const before = await readAll()
    const attackers = await Promise.all(Array.from({ length: 8 }, () => createPerson(base, 'Mallory')))
    const next = attemptMaker({ base, random: randomFrom(SEED), endpoints, attackers, ids })
    const problems: string[] = []
    const seen: Record<string, number> = {}
    let left = COUNT
    const worker = async () => {
      while (left-- > 0) {
        const attempt = next()
        const problem = await send(base, attempt, LIMIT_MS).then(
          (reply) => {
            seen[reply.status] = (seen[reply.status] ?? 0) + 1
            return problemOf(reply)
          },
          (error: Error) => error.message,
        )
        if (problem) problems.push(`${problem}: ${inWords(attempt)}`)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, worker))
    test.info().annotations.push({ type: 'answers', description: JSON.stringify(seen) })
    expect(problems, `with FUZZ_SEED=${SEED}`).toEqual([])
    expect(await readAll(), 'the things of somebody else have changed').toEqual(before)
    expect((await fetch(`${base}/api/health`)).status).toBe(200)
  } finally {
    await server.stop(15_000)
  }
})

function inWords({ name, method, path, headers, body }: Attempt & { name: string }): string {
  const short = (text: string) => (text.length > 400 ? `${text.slice(0, 400)}… (${text.length})` : text)
  const { cookie, ...rest } = headers
  return `${name}\n  ${method} ${short(path)}\n  ${short(JSON.stringify(rest))}${cookie ? ' signed in' : ''}\n  ${short(String(body ?? ''))}`
}
