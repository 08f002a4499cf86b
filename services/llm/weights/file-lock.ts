import { readFile, rm, writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'

const POLL_MS = 250

/**
 * Runs `work` while no other process runs it with the same lock file. The file holds the owner's process id, so that a
 * lock left by a process that was killed is taken over.
 */
export async function withFileLock<T>(
  lockFile: string,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  while (!(await tryLock(lockFile))) await sleep(POLL_MS, undefined, { signal })
  try {
    return await work()
  } finally {
    await rm(lockFile, { force: true })
  }
}

async function tryLock(lockFile: string): Promise<boolean> {
  try {
    await writeFile(lockFile, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const owner = Number(await readFile(lockFile, 'utf8').catch(() => ''))
  if (owner > 0 && !isAlive(owner)) await rm(lockFile, { force: true })
  return false
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
