import { spawnSync } from 'node:child_process'
import { findChromium } from '../lib/chromium.ts'
import type { Run } from './run.ts'

/** What must be there before a step, with the reason when it is not. */
export type Ready = { types: string | undefined; browser: string | undefined }

/** Gets what a fresh clone lacks: the types that Next generates, the local model's packages, a browser. */
export async function prepareRun(run: Run): Promise<Ready> {
  const [types, browser] = await Promise.all([generateTypes(run), installBrowser(run)])
  return { types, browser }
}

async function generateTypes(run: Run): Promise<string | undefined> {
  const commands = [
    { name: 'generating types of routes', args: ['node_modules/next/dist/bin/next', 'typegen'] },
    { name: "installing the local model's packages", args: ['services/llm/install.ts'] },
  ]
  for (const command of commands) {
    const { ok, output } = await run.command(command)
    if (!ok) return `${command.name} failed:\n${output}`
  }
  return undefined
}

async function installBrowser(run: Run): Promise<string | undefined> {
  if (findChromium()) return undefined
  if (spawnSync('apt-get', ['--version']).status !== 0) {
    return 'There is no Chromium. Install one and name it: CHROMIUM_PATH=/path/to/chromium npm test'
  }
  const { ok, output } = await run.command({
    name: 'installing Chromium',
    args: ['scripts/test/install-chromium.mjs'],
  })
  if (ok && findChromium()) return undefined
  return `Chromium could not be installed by apt (root or sudo without a password is needed):\n${output}`
}
