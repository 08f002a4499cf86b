import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Thrown at start; its message is one line that says what to do. */
export class StartError extends Error {}

/**
 * Takes the directory for this process. The lock is an SQLite file with an exclusive transaction held
 * open: the operating system releases it however the process ends, so a `kill -9` leaves no stale lock.
 * @returns a function that releases it
 * @throws StartError when another process has it
 */
export function lockDirectory(dir: string): () => void {
  const pidFile = join(dir, 'numina-mongo.pid')
  const lock = new DatabaseSync(join(dir, 'lock.sqlite'))
  try {
    lock.exec('PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    if ((error as { errcode?: number }).errcode !== SQLITE_BUSY) throw error
    throw new StartError(
      `The data directory ${dir} is in use by process ${readPid(pidFile)}: stop that one, or use another --dir.`,
    )
  }
  writeFileSync(pidFile, `${process.pid}\n`)
  return () => lock.close()
}

const SQLITE_BUSY = 5

function readPid(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return '(unknown)'
  }
}
