import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Failure } from '../lib/failure.ts'
import { tryLock } from '../lib/file-lock.ts'

/** A little more than the processes of a killed launcher take to end by themselves. */
const LEFTOVER_GRACE_MS = 11_000
/** What they take once they are killed. */
const KILLED_GRACE_MS = 5_000

type ProcessMark = { pid: number; identity: string }
type Note = { pid: number; url: string; children: ProcessMark[] }

export type Instance = {
  /** Notes which processes work on the data now, so that a later start can wait for them if this one is killed. */
  note(pids: number[]): void
  release(): void
}

/**
 * Claims a data directory for this process. The claim ends with the process, however it ends.
 * @param home the data directory
 * @param url where this instance will answer, for the message a second one gives
 * @param onWait called when processes of a killed launcher are still ending
 * @throws Failure naming the process that has it
 */
export async function claimInstance(home: string, url: string, onWait: () => void): Promise<Instance> {
  const noteFile = path.join(home, 'instance.json')
  const lock = tryLock(path.join(home, 'instance.lock'), 'exclusive')
  const earlier = readNote(noteFile)
  if (!lock) {
    throw new Failure(
      `Numina already runs on ${home}${earlier ? `: process ${earlier.pid}, ${earlier.url}` : ''}.`,
      `Use that one, stop it${earlier ? ` (kill ${earlier.pid})` : ''}, or start on other data: NUMINA_HOME=.numina-2 PORT=3001 npm start`,
    )
  }
  await endLeftovers(earlier?.children ?? [], onWait)
  const note = (pids: number[]) => {
    const children = pids.map((pid) => ({ pid, identity: identify(pid) }))
    writeFileSync(noteFile, JSON.stringify({ pid: process.pid, url, children } satisfies Note), {
      mode: 0o600,
    })
  }
  note([])
  return {
    note,
    release() {
      rmSync(noteFile, { force: true })
      lock.release()
    },
  }
}

function readNote(file: string): Note | undefined {
  if (!existsSync(file)) return undefined
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Note
  } catch {
    return undefined // cut off by the end of its writer: whoever it named is gone or holds the lock
  }
}

async function endLeftovers(marks: ProcessMark[], onWait: () => void): Promise<void> {
  const isLeft = ({ pid, identity }: ProcessMark) => identity !== '' && identify(pid) === identity
  const waitUntil = async (deadline: number) => {
    while (marks.some(isLeft) && Date.now() < deadline) await sleep(100)
  }
  const deadline = Date.now() + LEFTOVER_GRACE_MS
  if (marks.some(isLeft)) onWait()
  await waitUntil(deadline)
  for (const mark of marks.filter(isLeft)) killGroup(mark.pid)
  // Killed, they still hold the port and the data for a moment.
  await waitUntil(Date.now() + KILLED_GRACE_MS)
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It ended in between.
  }
}

/** When the process started, which tells it from a later one of the same number; empty when there is no such process. */
export function identify(pid: number): string {
  try {
    if (process.platform !== 'linux')
      return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim()
    // proc(5): the fields after the name in brackets; the 1st is the state, the 20th the start time.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    return fields[0] === 'Z' ? '' : (fields[19] ?? '')
  } catch {
    return ''
  }
}
