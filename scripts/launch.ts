/**
 * Starts Numina with everything the environment does not provide: `npm start`, and `npm run dev` with `--dev`.
 *
 * Options: `--dev` runs Next's development server; `--no-env-files` takes the environment alone, for tests.
 */
import { readFileSync } from 'node:fs'
import { startApp } from './launch/app.ts'
import { ensureBuild } from './launch/build.ts'
import type { Launch } from './launch/context.ts'
import { createCrew } from './launch/crew.ts'
import { databaseUrl, migrate, startDatabase } from './launch/database.ts'
import { claimInstance, type Instance } from './launch/instance.ts'
import { localMail, startMail } from './launch/mail.ts'
import { localModelUrl, startModel } from './launch/model.ts'
import { createReport } from './launch/report.ts'
import { localStripe, startStripe } from './launch/stripe.ts'
import { explain } from './lib/failure.ts'
import type { FileLock } from './lib/file-lock.ts'
import { prepareHome } from './lib/home.ts'
import { fromRoot, root } from './lib/paths.ts'
import { assertPortFree, pickFreePort } from './lib/ports.ts'
import { makeSecrets } from './lib/secrets.ts'
import { readSettings, readVariables, type Settings } from './lib/settings.ts'

/** Ctrl-C arrives twice when npm passes on what the terminal already sent; a later one is meant. */
const SECOND_SIGNAL_AFTER_MS = 1_000

const dev = process.argv.includes('--dev')
const useFiles = !process.argv.includes('--no-env-files')
const report = createReport(process.stdout)
let instance: Instance | undefined
let buildLock: FileLock | undefined
const crew = createCrew((members) => instance?.note(members.map(({ pid }) => pid)))

let firstSignal = 0
async function stop(exitCode: number): Promise<never> {
  await crew.stop()
  buildLock?.release()
  instance?.release()
  report.close()
  process.exit(exitCode)
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (firstSignal === 0) {
      firstSignal = Date.now()
      report.line('Stopping …')
      void stop(0)
    } else if (Date.now() - firstSignal > SECOND_SIGNAL_AFTER_MS) process.exit(1)
  })
}
process.on('exit', () => crew.kill())

function giveUp(why: unknown): void {
  if (crew.isStopping()) return
  report.close()
  console.error(`\n✗ ${explain(why)}`)
  void stop(1)
}

async function prepare(): Promise<Settings> {
  const environment = process.env
  if (useFiles) {
    const made = await makeSecrets(root, environment, fromRoot('node_modules/.numina-secrets.lock'))
    if (made.length > 0) report.line(`  ✓ Secrets made in .env.local: ${made.join(', ')}`)
  }
  const settings = readSettings(root, useFiles ? readVariables(root, environment) : environment)
  prepareHome(settings.home)
  instance = await claimInstance(settings.home, settings.localUrl, () =>
    report.line('  … processes of a start that was killed are ending'),
  )
  await assertPortFree(settings.port, settings.host)
  return settings
}

/** The environment of the app, its build and its migrations. Redis is not started: without one the app has its own. */
function appEnvironment(
  { variables, home, localUrl }: Settings,
  database: string,
  model: string | undefined,
) {
  const appUrl = variables['APP_URL'] || variables['NEXTAUTH_URL'] || localUrl
  return {
    ...variables,
    NEXT_TELEMETRY_DISABLED: '1',
    NUMINA_HOME: home,
    APP_URL: appUrl,
    NEXTAUTH_URL: variables['NEXTAUTH_URL'] || appUrl,
    DATABASE_URL: database,
    LOCAL_MODEL_URL: model,
  }
}

async function start(): Promise<void> {
  const { version } = JSON.parse(readFileSync(fromRoot('package.json'), 'utf8')) as { version: string }
  report.line(`Numina ${version}${dev ? ', development' : ''}`)
  const settings = await prepare()
  const { variables } = settings
  const ownDatabase = !variables['DATABASE_URL']
  const ownModel = !variables['LOCAL_MODEL_URL'] && variables['LOCAL_MODEL'] !== 'off'
  const ownMail = !variables['SMTP_URL']
  const ownStripe = !variables['STRIPE_SECRET_KEY'] && variables['STRIPE_LOCAL'] !== 'off'
  const [databasePort, modelPort, stripePort] = [
    await pickFreePort(),
    await pickFreePort(),
    await pickFreePort(),
  ]
  const mailPorts = { smtp: await pickFreePort(), http: await pickFreePort() }
  const modelUrl = variables['LOCAL_MODEL_URL'] || (ownModel ? localModelUrl(modelPort) : undefined)
  const env = appEnvironment(settings, variables['DATABASE_URL'] || databaseUrl(databasePort), modelUrl)
  if (ownMail) Object.assign(env, localMail(mailPorts))
  if (ownStripe) Object.assign(env, localStripe(stripePort))
  const launch: Launch = { dev, settings, env, crew, report, giveUp }

  const model = ownModel ? startModel(launch, modelPort) : Promise.resolve(true)
  if (ownMail) void startMail(launch, mailPorts)
  if (ownStripe) void startStripe(launch, stripePort)
  const database = (ownDatabase ? startDatabase(launch, databasePort) : Promise.resolve()).then(() =>
    migrate(launch),
  )
  const build = dev ? undefined : ensureBuild(crew, report, env, `${settings.home}/logs`)
  // With a provider connected nobody waits for the local model; without one it is what answers the first message.
  const naming = ['OPENAI_API_KEY', 'OPENAI_BASE_URL', 'ANTHROPIC_API_KEY', 'GOOGLE_API_KEY']
  const hasProvider = naming.some((name) => Boolean(variables[name]))
  const modelKnown = hasProvider ? Promise.resolve(true) : model
  const [hasModel, lock] = await Promise.all([modelKnown, build, database])
  buildLock = lock
  if (!hasModel) env.LOCAL_MODEL_URL = undefined
  await startApp(launch)
  if (!crew.isStopping()) report.line(`Numina is ready: ${settings.localUrl}`)
}

start().catch(giveUp)
