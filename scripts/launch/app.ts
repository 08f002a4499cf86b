import { setTimeout as sleep } from 'node:timers/promises'
import { type Child, describeEnd } from '../lib/child.ts'
import { Failure } from '../lib/failure.ts'
import { healthUrl } from '../lib/settings.ts'
import type { Launch } from './context.ts'
import { plainText } from './plain-text.ts'

const HEALTH_LIMIT_MS = 60_000
const ASK_EVERY_MS = 100
const ASK_TIMEOUT_MS = 20_000
/**
 * Megabytes for what lives as long as a request. V8 would let that space grow to 16 MB before it looks, twice, and what is found alive
 * by then makes the heap grow as well: 100 open replies cost 110 MB with that, and next to nothing with this, for the same processor time.
 */
const YOUNG_SPACE_MB = 8
/** Less than the launcher grants it, so that it can end by itself. */
const SHUTDOWN_GRACE_MS = 4_000

/**
 * Starts the Node server that runs Next and waits until it is healthy.
 * @throws Failure with the failing checks when it is not in time, with its last words when it ends
 */
export async function startApp(launch: Launch): Promise<void> {
  const { crew, report, settings, dev } = launch
  const task = report.task('starting the app')
  const child = crew.start('app', {
    name: 'app',
    args: [`--max-semi-space-size=${YOUNG_SPACE_MB}`, 'server.ts'],
    env: {
      ...launch.env,
      NODE_ENV: dev ? 'development' : 'production',
      PORT: String(settings.port),
      HOST: settings.host,
      SHUTDOWN_GRACE_MS: String(SHUTDOWN_GRACE_MS),
    },
    log: `${settings.home}/logs/app.log`,
    onLine: (line) => {
      if (dev) report.line(line)
      else task.progress(plainText(line))
    },
  })
  try {
    await waitForHealth(child, healthUrl(settings))
  } catch (error) {
    task.drop()
    throw error
  }
  task.done(dev ? 'App ready, with hot reload' : 'App ready')
  void child.exited.then(() => launch.giveUp(describeEnd(child, 'The app ended by itself:')))
}

async function waitForHealth(child: Child, url: string): Promise<void> {
  const deadline = Date.now() + HEALTH_LIMIT_MS
  let answer = 'no answer'
  while (Date.now() < deadline) {
    if (!child.isRunning()) throw describeEnd(child, 'The app did not start:')
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(ASK_TIMEOUT_MS) })
      if (response.ok) return
      answer = `${response.status} ${(await response.text()).slice(0, 500)}`
    } catch {
      // Not listening yet.
    }
    await sleep(ASK_EVERY_MS)
  }
  throw new Failure(
    `The app is not healthy after ${HEALTH_LIMIT_MS / 1000} s.`,
    `${url} says: ${answer}\nIts log: ${child.log}`,
  )
}
