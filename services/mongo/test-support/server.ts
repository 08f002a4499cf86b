import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url))

/** A server of ours as a child process. */
export interface TestServer {
  process: ChildProcess
  port: number
  url: string
  /** What it wrote to standard error so far. */
  stderr: () => string
  /** Asks it to stop and resolves with its exit code. */
  stop: () => Promise<number | null>
  /** `kill -9`, resolved when the process is gone. */
  kill: () => Promise<void>
}

/** A new directory under the system's temporary one. */
export function makeDirectory(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'numina-mongo-'))
}

/** Starts a server on a free port. Rejects with what it wrote when it ends before it is ready. */
export async function startServer(
  dir: string,
  options: { args?: string[]; env?: Record<string, string>; port?: number } = {},
): Promise<TestServer> {
  const args = [MAIN, '--port', String(options.port ?? 0), '--dir', dir, ...(options.args ?? [])]
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  let port = 0
  const ready = new Promise<void>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      port = Number(/^listening .*:(\d+)$/.exec(line)?.[1] ?? port)
      if (line === 'ready') resolve()
    })
  })
  const code = await Promise.race([ready, exited])
  if (code !== undefined) throw new Error(errors.trim() || `the server ended with ${code}`)
  return {
    process: child,
    port,
    url: `mongodb://127.0.0.1:${port}`,
    stderr: () => errors,
    stop: () => {
      child.kill('SIGTERM')
      return exited
    },
    kill: async () => {
      child.kill('SIGKILL')
      await exited
    },
  }
}

/** The database under test: the one TEST_DATABASE_URL names, or a server of ours on a new directory. */
export async function openDatabase(): Promise<{ url: string; isOurs: boolean; close: () => Promise<void> }> {
  const url = process.env['TEST_DATABASE_URL']
  if (url) return { url, isOurs: false, close: async () => undefined }
  const dir = await makeDirectory()
  const server = await startServer(dir)
  return {
    url: server.url,
    isOurs: true,
    close: async () => {
      await server.stop()
      await rm(dir, { recursive: true })
    },
  }
}
