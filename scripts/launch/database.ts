import { describeEnd } from '../lib/child.ts'
import { Failure } from '../lib/failure.ts'
import type { Launch } from './context.ts'

const READY_LIMIT_MS = 60_000

/** Where the app finds the embedded database: one node, asked directly, no discovery of others. */
export const databaseUrl = (port: number): string =>
  `mongodb://127.0.0.1:${port}/numina?directConnection=true`

/** Starts the embedded database and waits until it accepts connections. */
export async function startDatabase(launch: Launch, port: number): Promise<void> {
  const { crew, report, settings, env } = launch
  const task = report.task('starting the database')
  const args = ['services/mongo/main.ts', '--port', String(port), '--dir', `${settings.home}/mongo`]
  const log = `${settings.home}/logs/mongo.log`
  const child = crew.start('database', { name: 'database', args, env, log })
  const outcome = await child.says(/^ready$/, READY_LIMIT_MS)
  if (outcome !== 'said') task.drop()
  if (outcome === 'ended') throw describeEnd(child, 'The embedded database did not start:')
  if (outcome === 'slow') {
    throw new Failure(
      `The embedded database is not ready after ${READY_LIMIT_MS / 1000} s.`,
      `Its log: ${log}`,
    )
  }
  task.done(`Database ready on 127.0.0.1:${port}`)
  void child.exited.then(() => launch.giveUp(describeEnd(child, 'The embedded database ended by itself:')))
}

/** Applies what is missing of the migrations; safe with several servers on one database. */
export async function migrate({ crew, report, settings, env }: Launch): Promise<void> {
  const task = report.task('applying migrations')
  const child = crew.start('app', {
    name: 'migrations',
    args: ['--conditions=react-server', 'scripts/migrate.ts'],
    env,
    log: `${settings.home}/logs/migrate.log`,
  })
  const { code } = await child.exited
  if (code !== 0) {
    task.drop()
    const external = settings.variables['DATABASE_URL']
    throw describeEnd(
      child,
      external
        ? 'The database named by DATABASE_URL could not be prepared:'
        : 'The database could not be prepared:',
    )
  }
  task.done('Migrations applied')
}
