import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

/** The folder of this service. */
export const SERVICE_DIR = fileURLToPath(new URL('.', import.meta.url))

/** How much of npm's output is kept for the message of a failure. */
const KEPT_OUTPUT = 4_000

export type InstallOptions = {
  /** Called with one line before npm runs; not called when there is nothing to do. */
  onStart?: (message: string) => void
  /** The folder with package.json and package-lock.json; this service's own by default. */
  dir?: string
  /** Ends npm, and the installation with the signal's reason. */
  signal?: AbortSignal
}

export class InstallError extends Error {
  override name = 'InstallError'
}

/**
 * Installs the service's dependencies into its own node_modules with `npm ci`: exactly what the lock says, the CPU
 * build of this platform only, and without install scripts, so that nothing is compiled or fetched from elsewhere.
 * Does nothing when the lock has not changed since the last time.
 * @returns whether anything was installed
 * @throws InstallError with the end of npm's output
 */
export async function installDependencies({
  onStart,
  dir = SERVICE_DIR,
  signal,
}: InstallOptions = {}): Promise<boolean> {
  const modules = `${dir}/node_modules`
  const stampFile = `${modules}/.installed`
  const stamp = await hashInputs(dir)
  if ((await readOrNull(stampFile)) === stamp) return false
  onStart?.("installing the local model's dependencies")
  await rm(stampFile, { force: true })
  await runNpmCi(dir, signal)
  await mkdir(modules, { recursive: true })
  await writeFile(stampFile, stamp)
  return true
}

async function hashInputs(dir: string): Promise<string> {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`)
  for (const name of ['package.json', 'package-lock.json']) hash.update(await readFile(`${dir}/${name}`))
  return hash.digest('hex')
}

async function readOrNull(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null
    throw error
  })
}

function runNpmCi(dir: string, signal?: AbortSignal): Promise<void> {
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const windows = process.platform === 'win32'
  // npm is a .cmd on Windows, which Node only starts through a shell.
  const npm = spawn(windows ? 'npm.cmd' : 'npm', args, {
    cwd: dir,
    shell: windows,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(signal && { signal }),
  })
  let output = ''
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-KEPT_OUTPUT)
  }
  npm.stdout.on('data', keep)
  npm.stderr.on('data', keep)
  return new Promise((resolve, reject) => {
    npm.on('error', (error) => {
      if (signal?.aborted) return
      reject(new InstallError(`npm could not be started: ${error.message}`))
    })
    npm.on('close', (code, killedBy) => {
      if (signal?.aborted) reject(signal.reason)
      else if (code === 0) resolve()
      else reject(new InstallError(`npm ci ended with ${killedBy ?? `code ${code}`}:\n${output.trim()}`))
    })
  })
}

if (import.meta.main) {
  const installed = await installDependencies({ onStart: (message) => console.log(message) })
  console.log(installed ? 'installed' : 'already installed')
}
