import { type ChildProcess, spawn } from 'node:child_process'
import { ChildOutput } from './child-output.ts'
import { Failure } from './failure.ts'
import { root } from './paths.ts'
import type { Variables } from './settings.ts'

const PRELOAD = new URL('./exit-with-parent.mjs', import.meta.url).href

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
  /** Waits for a line of its output: `slow` when that takes longer than `limitMs`, `ended` when it ends before. */
  says(line: RegExp, limitMs: number): Promise<'said' | 'ended' | 'slow'>
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
  const output = new ChildOutput(log, name)
  if (onLine) output.listen(onLine)
  const child = spawn(process.execPath, ['--import', PRELOAD, ...args], {
    cwd: root,
    env: { ...(env as NodeJS.ProcessEnv), NUMINA_BOUND: '1' },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  output.read(child.stdout)
  output.read(child.stderr)

  const exited = whenEnded(child, output).finally(() => output.close())
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
  const says = (wanted: RegExp, limitMs: number) => waitForLine(output, exited, wanted, limitMs)
  return { name, pid: child.pid ?? 0, log, exited, isRunning, tail: () => output.tail(), says, stop, kill }
}

async function waitForLine(output: ChildOutput, exited: Promise<Exit>, wanted: RegExp, limitMs: number) {
  const { promise, resolve } = Promise.withResolvers<'said' | 'ended' | 'slow'>()
  const unlisten = output.listen((line) => {
    if (wanted.test(line)) resolve('said')
  })
  const timer = setTimeout(() => resolve('slow'), limitMs)
  void exited.then(() => resolve('ended'))
  const outcome = await promise
  unlisten()
  clearTimeout(timer)
  return outcome
}

/** Waits for `close`, but not for grandchildren that hold the output open after the process itself has ended. */
function whenEnded(child: ChildProcess, output: ChildOutput): Promise<Exit> {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      output.add(String(error))
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

/** What to tell about a process that ended by itself: its last words and where all of them are. */
export function describeEnd(child: Child, what: string): Failure {
  const words = child.tail().slice(-15).join('\n') || 'It said nothing.'
  return new Failure(what, `${words}\nAll of it: ${child.log}`)
}
