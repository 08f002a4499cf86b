import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { newId } from '../lib/core/ids.ts'
import { allowAppImports } from '../scripts/lib/app-imports.ts'
import { describeEnd, startChild } from '../scripts/lib/child.ts'
import { migrateDatabase } from '../scripts/lib/migrate-database.ts'
import { pickFreePort } from '../scripts/lib/ports.ts'
import { quantile } from './support/quantile.ts'

const WARM_UP = 100
const ROUNDS = 1_000
const AT_ONCE = 200

/**
 * What counting costs a message: the check before the model is asked, which waits, and writing down what it took, which nobody waits for;
 * then 200 messages of one workspace at once. On the embedded database. Goal: under 5 ms together.
 */
export default async function benchUsage(): Promise<Record<string, number>> {
  const folder = mkdtempSync(path.join(tmpdir(), 'numina-bench-'))
  const port = await pickFreePort()
  const server = startChild({
    name: 'database',
    args: ['services/mongo/main.ts', '--port', String(port), '--dir', path.join(folder, 'data')],
    env: process.env,
    log: path.join(folder, 'mongo.log'),
  })
  try {
    if ((await server.says(/^ready$/, 30_000)) !== 'said') throw describeEnd(server, 'No database:')
    const url = `mongodb://127.0.0.1:${port}/numina?directConnection=true`
    Object.assign(process.env, {
      DATABASE_URL: url,
      NEXTAUTH_SECRET: 'x'.repeat(32),
      NEXTAUTH_URL: 'http://localhost',
      // Limits are checked where plans are sold.
      STRIPE_SECRET_KEY: 'sk_test_bench',
      LOG_LEVEL: 'error',
    })
    await migrateDatabase(url)
    return await measure()
  } finally {
    await server.stop(5_000)
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measure(): Promise<Record<string, number>> {
  allowAppImports()
  const { findCounts, takeMessage } = await import('../lib/usage/counting/data.ts')
  const { settle, flushUsage } = await import('../lib/usage/counting/settle.ts')
  const { closeDatabase } = await import('../lib/platform/db.ts')
  const day = new Date().toISOString().slice(0, 10)
  const someone = () => ({ workspaceId: newId(), userId: newId() })
  const most = { day: 1_000_000, month: 1_000_000 }
  const limits = { plan: most, person: most, key: most }
  const keyId = newId()
  const checks: number[] = []
  const reads: number[] = []
  let settling = 0
  const scope = someone()
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    const id = newId()
    const begun = performance.now()
    await findCounts(scope, day)
    const from = performance.now()
    await takeMessage(scope, { id, day, keyId, home: null }, limits)
    const asked = performance.now()
    settle(scope, eventOf(id, day), { id, ...scope, keyId, day, home: null, paidBy: 'plan', counts: true })
    if (round >= 0) {
      reads.push(from - begun)
      checks.push(asked - from)
      settling += performance.now() - asked
    }
  }
  await flushUsage()
  const crowd = someone()
  const from = performance.now()
  await Promise.all(
    Array.from({ length: AT_ONCE }, () =>
      takeMessage(crowd, { id: newId(), day, keyId, home: null }, limits),
    ),
  )
  const together = performance.now() - from
  await closeDatabase()
  return {
    // What one command takes on this machine just now, to compare with.
    read_p50_ms: quantile(reads, 0.5),
    check_p50_ms: quantile(checks, 0.5),
    check_p95_ms: quantile(checks, 0.95),
    settle_in_line_mean_ms: settling / ROUNDS,
    at_once_200_ms: together,
  }
}

function eventOf(key: string, day: string) {
  return {
    ...{ key, feature: 'reply' as const, model: 'local/small', isOwnKey: false, status: 'done' },
    ...{ input: 1_000, output: 200, cached: 0, reasoning: 0, isEstimated: false, price: null, cost: null },
    ...{ day, at: new Date() },
  }
}
