// Brings node_modules to what package-lock.json says. Plain JavaScript for Node 20, see bootstrap.mjs.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statfsSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const STAMP = 'node_modules/.numina-install'
const NEEDED_BYTES = 2e9
const PROGRESS_EVERY_MS = process.stdout.isTTY ? 1_000 : 10_000
const HINTS = [
  [
    /EUSAGE|can only install packages when your package\.json and package-lock/,
    'The lock file is out of step with package.json. Run: npm run deps',
  ],
  [/ENOSPC|no space left/i, 'The disk is full: make room (about 2 GB) and run the same command again.'],
  [/EACCES|EPERM|EROFS/, 'The folder cannot be written: check who owns it (ls -ld . node_modules).'],
  [
    /ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|network/i,
    'The package registry cannot be reached: check the network, a proxy (npm config get proxy) or the registry (npm config get registry), then run the same command again.',
  ],
  [/E401|E403/, 'The package registry refuses access: check `npm config get registry` and your login.'],
]

/**
 * Runs `npm ci` in `root` unless node_modules already is what the lock file asks for.
 * @returns undefined when all is well, otherwise `{ message, hint }` in words for the user.
 */
export async function installDependencies(root) {
  const lockText = readFileSync(path.join(root, 'package-lock.json'), 'utf8')
  const hash = createHash('sha256').update(lockText).digest('hex')
  if (readIfThere(path.join(root, STAMP)) === hash) return undefined
  if (!matchesLock(root, JSON.parse(lockText))) {
    const { bavail, bsize } = statfsSync(root)
    if (bavail * bsize < NEEDED_BYTES) {
      const free = Math.floor((bavail * bsize) / 1e6)
      return {
        message: `Only ${free} MB are free on this disk.`,
        hint: 'Installing Numina takes about 2 GB: make room and run the same command again.',
      }
    }
    const problem = await runNpmCi(root, Object.keys(JSON.parse(lockText).packages).length)
    if (problem) return problem
  }
  writeFileSync(path.join(root, STAMP), hash)
  return undefined
}

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

/** Whether someone already installed exactly this lock, by `npm install` or `npm ci`; npm notes what it did in a file of its own. */
function matchesLock(root, lock) {
  const text = readIfThere(path.join(root, 'node_modules/.package-lock.json'))
  if (!text) return false
  const installed = JSON.parse(text).packages
  return Object.entries(lock.packages).every(([name, wanted]) => {
    if (name === '' || wanted.link || !name.includes('node_modules/')) return true
    const found = installed[name]
    return found
      ? found.version === wanted.version && existsSync(path.join(root, name))
      : wanted.optional === true
  })
}

async function runNpmCi(root, total) {
  console.log(`Installing ${total} packages (first time about a minute) …`)
  const started = Date.now()
  const timer = setInterval(() => {
    const line = `  … ${Math.round((Date.now() - started) / 1000)} s`
    process.stdout.write(process.stdout.isTTY ? `\r${line}` : `${line}\n`)
  }, PROGRESS_EVERY_MS)
  const { code, errors } = await spawnNpm(root, ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
  clearInterval(timer)
  if (process.stdout.isTTY) process.stdout.write('\n')
  if (code === 0) {
    console.log(`Packages installed in ${Math.round((Date.now() - started) / 1000)} s`)
    return undefined
  }
  const hint =
    HINTS.find(([pattern]) => pattern.test(errors))?.[1] ??
    'What npm said is above. Run the same command again, or `npm ci` to see it all.'
  return { message: 'The packages could not be installed.', hint }
}

/** Runs npm on the system's Node, not on the one inside the node_modules that it is about to replace. */
function spawnNpm(root, args) {
  // npm before 11 does not know `allowScripts`: without this onnxruntime-node would fetch GPU libraries that nobody uses.
  const env = { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' }
  const inModules = path.join('node_modules', '.bin')
  env.PATH = (env.PATH ?? '')
    .split(path.delimiter)
    .filter((entry) => !entry.endsWith(inModules))
    .join(path.delimiter)
  const cli = env.npm_execpath
  const own = cli && env.npm_node_execpath && !env.npm_node_execpath.startsWith(root) && existsSync(cli)
  const [command, first] = own ? [env.npm_node_execpath, [cli]] : ['npm', []]
  const child = spawn(command, [...first, ...args], { cwd: root, env, stdio: ['ignore', 'inherit', 'pipe'] })
  const forward = (signal) => child.kill(signal)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, forward)
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (text) => {
    errors += text
    process.stderr.write(text)
  })
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: 1, errors: String(error) }))
    child.on('close', (code, signal) => {
      for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeListener(name, forward)
      if (signal || code === 130 || code === 143) process.exit(130)
      resolve({ code: code ?? 1, errors })
    })
  })
}
