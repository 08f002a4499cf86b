import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { findChromium } from '../lib/chromium.ts'
import { freeMegabytes, prepareHome } from '../lib/home.ts'
import { SECRETS } from '../lib/secrets.ts'
import type { Settings } from '../lib/settings.ts'
import type { Finding } from './finding.ts'

const ENOUGH_MB = 300

export function checkNode(): Finding {
  return { state: 'ok', text: `${process.version} (${process.execPath})` }
}

export function checkNpm(): Finding {
  const { status, stdout } = spawnSync('npm', ['--version'], { encoding: 'utf8' })
  if (status === 0) return { state: 'ok', text: stdout.trim() }
  return {
    state: 'problem',
    text: 'not found',
    hint: 'It comes with Node; without it nothing can be installed.',
  }
}

export function checkDisk({ home }: Settings): Finding {
  const free = freeMegabytes(nearestFolder(home))
  if (free >= ENOUGH_MB) return { state: 'ok', text: `${(free / 1000).toFixed(1)} GB free for ${home}` }
  return {
    state: 'problem',
    text: `only ${free} MB free for ${home}`,
    hint: `Make room: ${ENOUGH_MB} MB at least.`,
  }
}

function nearestFolder(folder: string): string {
  return existsSync(folder) ? folder : nearestFolder(path.dirname(folder))
}

export function checkHome({ home }: Settings): Finding {
  if (!existsSync(home)) return { state: 'off', text: `${home} will be made by the first start` }
  prepareHome(home)
  return { state: 'ok', text: `${home} can be written` }
}

export function checkSecrets({ variables }: Settings): Finding {
  const missing = SECRETS.filter((name) => !variables[name])
  if (missing.length === 0) return { state: 'ok', text: `${SECRETS.join(', ')} are set` }
  return { state: 'off', text: `${missing.join(', ')} will be made by the first start, in .env.local` }
}

export function checkBrowser(): Finding {
  const file = findChromium()
  if (file) return { state: 'ok', text: `${file}, for the tests` }
  return {
    state: 'off',
    text: 'no Chromium; only the tests need one',
    hint: 'npm test installs it by apt, or set CHROMIUM_PATH.',
  }
}
