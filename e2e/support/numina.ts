import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { type Child, describeEnd, startChild } from '../../scripts/lib/child.ts'
import { cleanEnvironment } from '../../scripts/lib/clean-environment.ts'
import { explain } from '../../scripts/lib/failure.ts'
import { fromRoot } from '../../scripts/lib/paths.ts'

/** A build and the local model's weights may be part of it. */
const START_LIMIT_MS = 600_000

export type NuminaOptions = {
  /** Holds the data directory and the log. */
  folder: string
  port: string
  /** Base URL of the provider, with /v1. */
  modelUrl: string
  /** Secrets of the installation; the same for the same data. */
  secrets: Record<string, string>
  /** What else configures it. */
  settings?: Record<string, string>
}

/** Secrets as the first start makes them. */
export function makeSecrets(): Record<string, string> {
  const secret = () => randomBytes(32).toString('base64')
  return { NEXTAUTH_SECRET: secret(), NUMINA_ENCRYPTION_KEY: secret() }
}

/** Starts the product as `npm start` does. It may still be on its way; `whenReady` tells. */
export function launchNumina({ folder, port, modelUrl, secrets, settings }: NuminaOptions): Child {
  const home = path.join(folder, 'home')
  shareModels(home)
  return startChild({
    name: 'numina',
    args: ['scripts/launch.ts', '--no-env-files'],
    env: {
      ...cleanEnvironment(),
      ...secrets,
      ...settings,
      PORT: port,
      NUMINA_HOME: home,
      OPENAI_BASE_URL: modelUrl,
      OPENAI_API_KEY: 'sk-scripted',
      NUMINA_MONGO_SYNC: 'off',
      // Journeys come from addresses of their own, so that rate limits count them apart.
      TRUST_PROXY: '1',
    },
    log: path.join(folder, 'numina.log'),
  })
}

/**
 * With a provider connected the start does not wait for the local model, but the journey that talks to it must.
 * @throws when it does not start
 */
export async function whenReady(numina: Child): Promise<void> {
  const outcomes = await Promise.all([
    numina.says(/^Numina is ready/, START_LIMIT_MS),
    numina.says(/Local model ready|There is no local model/, START_LIMIT_MS),
  ])
  if (outcomes.some((outcome) => outcome !== 'said')) throw ended(numina, 'Numina did not start:')
}

/** With all that is known: of an error Playwright shows the message alone. */
function ended(child: Child, what: string): Error {
  return new Error(explain(describeEnd(child, what)))
}

/** Weights are fetched once for a clone, not for every run. */
function shareModels(home: string): void {
  const models = fromRoot('.numina/models')
  mkdirSync(models, { recursive: true })
  mkdirSync(home, { recursive: true })
  if (!existsSync(path.join(home, 'models'))) symlinkSync(models, path.join(home, 'models'))
}

/** The environment of a process that joins the stack of the journeys: its database, its secrets, its model, its mail server. */
function joiningEnvironment(url: string): Record<string, string | undefined> {
  return {
    ...cleanEnvironment(),
    ...JSON.parse(process.env.E2E_SECRETS ?? '{}'),
    DATABASE_URL: process.env.E2E_DATABASE_URL,
    ...mailServer(),
    NEXTAUTH_URL: url,
    OPENAI_BASE_URL: `${process.env.E2E_MODEL_URL}/v1`,
    OPENAI_API_KEY: 'sk-scripted',
    TRUST_PROXY: '1',
  }
}

/** Mails of whichever server arrive at the same place. */
function mailServer(): Record<string, string> {
  const log = readFileSync(process.env.E2E_MAIL_LOG ?? '', 'utf8')
  const [, smtp, http] = /listening smtp (\d+) http (\d+)/.exec(log) ?? []
  return { SMTP_URL: `smtp://127.0.0.1:${smtp}`, LOCAL_MAIL_URL: `http://127.0.0.1:${http}` }
}

/**
 * Starts another app server on the database of the stack, as a second machine would run it.
 *
 * @param database another database, for what must not meet the people of the stack
 * @param settings what its operator sets besides
 * @returns when it listens
 */
export async function startSecondServer(
  port: number,
  database = process.env.E2E_DATABASE_URL,
  settings: Record<string, string> = {},
): Promise<Child> {
  const joining = joiningEnvironment(`http://localhost:${port}`)
  const env = { ...joining, DATABASE_URL: database, ...settings }
  const logs = fromRoot('test-results/logs')
  mkdirSync(logs, { recursive: true })
  const server = startChild({
    name: 'second server',
    args: ['server.ts'],
    env: { ...env, NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(port) },
    log: path.join(logs, 'second-server.log'),
  })
  if ((await server.says(/^listening/, START_LIMIT_MS)) !== 'said') {
    throw ended(server, 'The second server did not start:')
  }
  return server
}
