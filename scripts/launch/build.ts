import { readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { Failure } from '../lib/failure.ts'
import { type FileLock, tryLock } from '../lib/file-lock.ts'
import { fromRoot, root } from '../lib/paths.ts'
import type { Variables } from '../lib/settings.ts'
import { hashSources } from '../lib/source-hash.ts'
import type { Crew } from './crew.ts'
import { plainText } from './plain-text.ts'
import type { Report } from './report.ts'

const LOCK = fromRoot('node_modules/.numina-build.lock')
const STAMP = fromRoot('.next/numina-build')
/** What Next writes last. */
const BUILD_ID = fromRoot('.next/BUILD_ID')
const RETRY_MS = 250
/** How often a build must find the files in use before that is more than another start looking at them in passing. */
const BUSY_TRIES = 8

/**
 * Makes the production build unless the one in `.next` was made of the same sources. Whoever runs from the build keeps
 * a shared lock on it, so that nobody builds over files in use, and two starts do not build at the same time.
 * @param logFolder where the build's output goes
 * @returns the shared lock, to be kept as long as the build is used
 * @throws Failure when the build fails, or another process runs from a build of other sources
 */
export async function ensureBuild(
  crew: Crew,
  report: Report,
  env: Variables,
  logFolder: string,
): Promise<FileLock> {
  const hash = hashSources(root, env)
  for (let tries = 0; ; ) {
    const shared = tryLock(LOCK, 'shared')
    if (shared && readIfThere(STAMP) === stampFor(hash)) return shared
    shared?.release()
    const exclusive = shared && tryLock(LOCK, 'exclusive')
    if (exclusive) {
      try {
        await build(crew, report, env, `${logFolder}/build.log`)
        writeFileSync(STAMP, stampFor(hash))
      } finally {
        exclusive.release()
      }
      continue
    }
    // Only holders of shared locks count as users; an exclusive lock is a build that will soon be there.
    tries = shared ? tries + 1 : 0
    if (tries >= BUSY_TRIES) throw inUse()
    await sleep(RETRY_MS)
  }
}

function inUse(): Failure {
  return new Failure(
    'The sources changed, and another Numina runs from the build of this folder.',
    'Stop that one first, or start this one from another clone.',
  )
}

/** What the stamp of the build in `.next` says when it was made of the sources with this hash, and of nothing since. */
const stampFor = (hash: string): string => `${hash} ${readIfThere(BUILD_ID)}`

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

async function build(crew: Crew, report: Report, env: Variables, log: string): Promise<void> {
  const task = report.task('building the app')
  const child = crew.start('app', {
    name: 'build',
    args: ['node_modules/next/dist/bin/next', 'build'],
    env: { ...env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    log,
    onLine: (line) => task.progress(plainText(line)),
  })
  const { code } = await child.exited
  if (code !== 0 || readIfThere(BUILD_ID) === undefined) {
    task.drop()
    throw new Failure('The app could not be built:', `${child.tail().join('\n')}\nAll of it: ${log}`)
  }
  task.done('App built')
}
