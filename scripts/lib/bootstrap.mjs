// Runs a TypeScript file of this project on the right Node, from a fresh clone on. Only built-in modules here, and only
// what Node 20 understands: node_modules may not exist yet.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { installDependencies } from './install.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')
const PARENT_CHECK_MS = 500

/** Prints a message and what to do about it, and ends the process with exit code 1. */
export function fail(message, hint) {
  console.error(`\n✗ ${message}${hint ? `\n  ${hint.replaceAll('\n', '\n  ')}` : ''}`)
  process.exit(1)
}

/**
 * Installs what is missing, then runs `script` (path from the root) with `args` under Node 24 and ends as it ends.
 * With `sameProcess`, a script that does not ask whether it is the main one saves a process when this is Node 24 already.
 */
export async function bootstrap({ script, args = [], nodeArgs = [], sameProcess = false }) {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 9)) {
    fail(
      `Numina needs Node 20.9 or newer; this is ${process.version}.`,
      'Install a newer one: https://nodejs.org',
    )
  }
  process.chdir(root)
  stopWhenNpmDies()
  const problem = await installDependencies(root)
  if (problem) fail(problem.message, problem.hint)
  const node = findNode24(major)
  if (!node) {
    fail(
      'Node 24 is missing: the package `node` did not run its install script.',
      'npm 11 runs the scripts that package.json lists under "allowScripts"; other settings may forbid them.\n' +
        'Try: npm config delete ignore-scripts && npm rebuild node\n' +
        'Or install Node 24 on the system and run the same command again.',
    )
  }
  if (sameProcess && major >= 24) {
    process.argv.splice(1, process.argv.length, path.join(root, script), ...args)
    await import(pathToFileURL(path.join(root, script)).href)
  } else {
    runAndExit(node, [...nodeArgs, script, ...args])
  }
}

function findNode24(currentMajor) {
  const local = path.join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (existsSync(local)) return local
  return currentMajor >= 24 ? process.execPath : undefined
}

function runAndExit(node, args) {
  const preload = new URL('./exit-with-parent.mjs', import.meta.url).href
  const child = spawn(node, ['--import', preload, ...args], {
    cwd: root,
    env: { ...process.env, NUMINA_BOUND: '1' },
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    // A terminal sends Ctrl-C to both of us.
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    })
  }
  child.on('error', (error) => fail(`Node 24 does not start: ${error.message}`, 'Try: npm rebuild node'))
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
}

/** When npm is killed without a chance to pass the signal on, this process gets another parent: stop as if told to. */
function stopWhenNpmDies() {
  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM')
  }, PARENT_CHECK_MS).unref()
}
