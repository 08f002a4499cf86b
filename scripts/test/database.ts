import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { describeEnd, startChild } from '../lib/child.ts'
import { pickFreePort } from '../lib/ports.ts'

const READY_LIMIT_MS = 30_000
const STOP_LIMIT_MS = 5_000

declare module 'vitest' {
  export interface ProvidedContext {
    TEST_DATABASE_URL: string
  }
}

/**
 * Vitest's global setup: one database server for the whole run, named to the tests by TEST_DATABASE_URL. When that is set
 * already, the tests run on the server it names, a real MongoDB for instance.
 * @returns the teardown
 */
export default async function startTestDatabase(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL
  if (given) {
    project.provide('TEST_DATABASE_URL', given)
    return async () => {}
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'numina-test-'))
  const port = await pickFreePort()
  const server = startChild({
    name: 'test database',
    args: ['services/mongo/main.ts', '--port', String(port), '--dir', path.join(folder, 'data')],
    env: { ...process.env, NUMINA_MONGO_SYNC: 'off' },
    log: path.join(folder, 'mongo.log'),
  })
  if ((await server.says(/^ready$/, READY_LIMIT_MS)) !== 'said') {
    throw describeEnd(server, 'The test database did not start:')
  }
  // Workers inherit the environment of this process, which is read before they start.
  process.env.TEST_DATABASE_URL = `mongodb://127.0.0.1:${port}/?directConnection=true`
  project.provide('TEST_DATABASE_URL', process.env.TEST_DATABASE_URL)
  return async () => {
    await server.stop(STOP_LIMIT_MS)
    rmSync(folder, { recursive: true, force: true })
  }
}
