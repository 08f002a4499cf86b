import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Child, describeEnd, startChild } from '../scripts/lib/child.ts'
import { cleanEnvironment } from '../scripts/lib/clean-environment.ts'
import { fromRoot } from '../scripts/lib/paths.ts'
import { pickFreePort } from '../scripts/lib/ports.ts'
import { launchNumina, makeSecrets, whenReady } from './support/numina.ts'

const MODEL_LIMIT_MS = 180_000
const STOP_LIMIT_MS = 30_000

/**
 * Playwright's global setup: the product as `npm start` runs it, on data of its own, with the scripted model as the
 * connected provider and the real local model beside it. Nothing is started when E2E_BASE_URL names a running Numina.
 * @returns the teardown
 */
export default async function startStack(): Promise<(() => Promise<void>) | undefined> {
  const url = process.env.E2E_BASE_URL
  if (!url) throw new Error('playwright.config.ts sets E2E_BASE_URL')
  if (await answers(url)) return undefined

  const folder = mkdtempSync(path.join(tmpdir(), 'numina-e2e-'))
  const started: Child[] = []
  const stop = async () => {
    for (const child of started.reverse()) await child.stop(STOP_LIMIT_MS)
    const logs = path.join(folder, 'home/logs')
    if (existsSync(logs)) cpSync(logs, fromRoot('test-results/logs'), { recursive: true, force: true })
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const modelUrl = await startScriptedModel(folder, started)
    const secrets = makeSecrets()
    const settings = await startIdentityProvider(folder, started, url)
    const plans = process.env.E2E_PLANS
    if (plans) settings['PLANS'] = plans
    const numina = launchNumina({ folder, port: new URL(url).port, modelUrl, secrets, settings })
    started.push(numina)
    await whenReady(numina)
    tellHowToJoin(folder, secrets)
    return stop
  } catch (error) {
    await stop()
    throw error
  }
}

/** What another server needs to serve the same people on the same data: see `startSecondServer`. */
function tellHowToJoin(folder: string, secrets: Record<string, string>): void {
  const log = readFileSync(path.join(folder, 'numina.log'), 'utf8')
  const [, address] = /Database ready on (\S+)/.exec(log) ?? []
  process.env.E2E_MAIL_LOG = path.join(folder, 'home/logs/mail.log')
  process.env.E2E_DATABASE_URL = `mongodb://${address}/numina?directConnection=true`
  process.env.E2E_SECRETS = JSON.stringify(secrets)
}

async function answers(url: string): Promise<boolean> {
  return fetch(`${url}/api/health`).then(
    () => true,
    () => false,
  )
}

async function startScriptedModel(folder: string, started: Child[]): Promise<string> {
  const port = await pickFreePort()
  const model = startChild({
    name: 'scripted model',
    args: ['e2e/support/scripted-model/main.ts', '--port', String(port)],
    env: cleanEnvironment(),
    log: path.join(folder, 'scripted-model.log'),
  })
  started.push(model)
  if ((await model.says(/^ready$/, MODEL_LIMIT_MS)) !== 'said') {
    throw describeEnd(model, 'The scripted model did not start:')
  }
  process.env.E2E_MODEL_URL = `http://127.0.0.1:${port}`
  return `${process.env.E2E_MODEL_URL}/v1`
}

/** Starts an OpenID provider. @returns what tells Numina of it */
async function startIdentityProvider(
  folder: string,
  started: Child[],
  url: string,
): Promise<Record<string, string>> {
  const port = await pickFreePort()
  const back = `${url}/api/auth/callback/oidc`
  const provider = startChild({
    name: 'identity provider',
    args: ['e2e/support/identity-provider/main.ts', '--port', String(port), '--return-to', back],
    env: cleanEnvironment(),
    log: path.join(folder, 'identity-provider.log'),
  })
  started.push(provider)
  if ((await provider.says(/^ready$/, MODEL_LIMIT_MS)) !== 'said')
    throw describeEnd(provider, 'The identity provider did not start:')
  return {
    OIDC_NAME: 'Hilbert',
    OIDC_ISSUER: `http://localhost:${port}`,
    OIDC_CLIENT_ID: 'numina',
    OIDC_CLIENT_SECRET: 'a secret of the journeys',
    GUESTS: '1',
  }
}
