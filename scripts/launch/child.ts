import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { root } from '../lib/paths.ts'
import type { Variables } from '../lib/settings.ts'
import { openLog } from './log-file.ts'

const PRELOAD = new URL('../lib/exit-with-parent.mjs', import.meta.url).href
const TAIL_LINES = 40

export type ChildOptions = {
  /** For messages. */
  name: string
  /** Arguments of Node: the script and what follows it. */
  args: string[]
  env: Variables
  /** Where its output goes. */
  log: string
  onLine?: (line: string) => void
}

export type Exit = { code: number | null; signal: NodeJS.Signals | null }

export type Child = {
  readonly name: string
  readonly pid: number
  readonly log: string
  /** Settles when the process has ended and its output was read; never rejects. */
  readonly exited: Promise<Exit>
  isRunning(): boolean
  /** The newest lines of its output. */
  tail(): string[]
  /** SIGTERM, then SIGKILL to the whole process group after `graceMs`; settles when it is gone. */
  stop(graceMs: number): Promise<void>
  /** SIGKILL to the whole process group, at once. */
  kill(): void
}

/**
 * Starts a Node process in a process group of its own (so that Ctrl-C reaches only the launcher, which stops things in
 * order), with its output in a log, and bound to this process: it ends when the launcher does, however that ends.
 */
export function startChild({ name, args, env, log, onLine }: ChildOptions): Child {
  const file = openLog(log)
  const tail: string[] = []
  const handleLine = (line: string) => {
    file.write(line)
    if (line.trim() !== '') tail.push(line)
    if (tail.length > TAIL_LINES) tail.shift()
    onLine?.(line)
  }
  file.write(`--- ${new Date().toISOString()} ${name}`)
  const child = spawn(process.execPath, ['--import', PRELOAD, ...args], {
    cwd: root,
    env: { ...(env as NodeJS.ProcessEnv), NUMINA_BOUND: '1' },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  for (const stream of [child.stdout, child.stderr]) readLines(stream, handleLine)

  const exited = whenEnded(child, handleLine).finally(() => file.close())
  const isRunning = () => child.exitCode === null && child.signalCode === null && child.pid !== undefined
  const kill = () => {
    if (isRunning()) killGroup(child.pid)
  }
  const stop = async (graceMs: number) => {
    if (isRunning()) child.kill('SIGTERM')
    const timer = setTimeout(kill, graceMs)
    await exited
    clearTimeout(timer)
  }
  return { name, pid: child.pid ?? 0, log, exited, isRunning, tail: () => [...tail], stop, kill }
}

function readLines(stream: Readable | null, handleLine: (line: string) => void): void {
  if (stream) createInterface({ input: stream }).on('line', handleLine)
}

/** Waits for `close`, but not for grandchildren that hold the output open after the process itself has ended. */
function whenEnded(child: ChildProcess, handleLine: (line: string) => void): Promise<Exit> {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      handleLine(String(error))
      resolve({ code: 1, signal: null })
    })
    child.once('close', (code, signal) => resolve({ code, signal }))
    child.once('exit', (code, signal) => {
      killGroup(child.pid) // what it may have left behind
      setTimeout(() => resolve({ code, signal }), 500)
    })
  })
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // Nobody of the group is left.
  }
}
