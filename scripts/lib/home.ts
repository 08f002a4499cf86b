import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { errorCode, Failure } from './failure.ts'

const NEEDED_MB = 300
const FULL = `Make room (${NEEDED_MB} MB at least), or keep the data on another disk: NUMINA_HOME=/path/with/room npm start`

/** Free space for this user on the disk that holds `folder`, in megabytes. */
export function freeMegabytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return Math.floor((bavail * bsize) / 1e6)
}

/**
 * Makes the data directory if it is not there (for this user only) and makes sure that it can be written and has room.
 * @param measure the free megabytes of a folder's disk
 * @throws Failure that names the reason
 */
export function prepareHome(home: string, measure = freeMegabytes): void {
  let free: number
  try {
    mkdirSync(path.join(home, 'logs'), { recursive: true, mode: 0o700 })
    const probe = path.join(home, `.write-test-${process.pid}`)
    writeFileSync(probe, 'x')
    rmSync(probe)
    free = measure(home)
  } catch (error) {
    throw homeFailure(home, error)
  }
  if (free < NEEDED_MB) throw new Failure(`Only ${free} MB are free on the disk of ${home}.`, FULL)
}

function homeFailure(home: string, error: unknown): Failure {
  const code = errorCode(error)
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new Failure(`The disk of ${home} is full.`, FULL, { cause: error })
  const reasons: Record<string, string> = {
    EACCES: 'this user may not write there',
    EPERM: 'this user may not write there',
    EROFS: 'that file system is read-only',
    ENOTDIR: 'a part of that path is a file',
    EEXIST: 'a file of that name is in the way',
  }
  return new Failure(
    `The data directory ${home} cannot be used: ${reasons[code ?? ''] ?? String(error)}.`,
    'Choose a folder that this user can write: NUMINA_HOME=/path/to/data npm start',
    { cause: error },
  )
}
