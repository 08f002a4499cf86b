import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'

const SQLITE_BUSY = 5
const RETRY_MS = 100

export type FileLock = { release(): void }

/**
 * Takes a lock that the operating system drops with the process, however it ends: SQLite's lock on an empty database,
 * the only file lock in Node's standard library. Nobody else may open the file, or the lock is lost (POSIX).
 * @param mode `shared`: many holders, no exclusive one; `exclusive`: one holder alone
 * @returns the lock, or undefined when another process holds one that excludes it
 */
export function tryLock(file: string, mode: 'shared' | 'exclusive'): FileLock | undefined {
  mkdirSync(path.dirname(file), { recursive: true })
  const database = new DatabaseSync(file, { timeout: 0 })
  try {
    database.exec(mode === 'exclusive' ? 'BEGIN EXCLUSIVE' : 'BEGIN; SELECT count(*) FROM sqlite_schema')
    return { release: () => database.close() }
  } catch (error) {
    database.close()
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) return undefined
    throw error
  }
}

/** Runs `action` while no other process does so under the same lock file; waits for its turn. */
export async function withLock<T>(file: string, action: () => T): Promise<T> {
  for (;;) {
    const lock = tryLock(file, 'exclusive')
    if (!lock) {
      await sleep(RETRY_MS)
      continue
    }
    try {
      return action()
    } finally {
      lock.release()
    }
  }
}
