import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Child, describeEnd, startChild } from './child.ts'

const LIMIT_MS = 15_000

let folder: string
let started: Child[]
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'numina-child-'))
  started = []
})
afterEach(async () => {
  for (const child of started) child.kill()
  await Promise.all(started.map(({ exited }) => exited))
  rmSync(folder, { recursive: true })
})

/** Starts `code` as a module of its own. */
function start(code: string): Child {
  const file = path.join(folder, `${started.length}.mjs`)
  writeFileSync(file, code)
  const child = startChild({
    name: 'probe',
    args: [file],
    env: process.env,
    log: path.join(folder, 'probe.log'),
  })
  started.push(child)
  return child
}

const STUBBORN = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log('up')"

test('keeps the output in the log and the newest of it at hand', async () => {
  const child = start("console.log('one'); console.error('two'); process.exitCode = 3")
  expect(await child.exited).toEqual({ code: 3, signal: null })
  expect(child.tail().sort()).toEqual(['one', 'two'])
  expect(readFileSync(child.log, 'utf8')).toMatch(/^--- \S+ probe\n(one\ntwo|two\none)\n$/)
  expect(describeEnd(child, 'It ended:').hint).toContain('one')
})

test('says how waiting for a line went', async () => {
  const child = start("console.log('ready'); setTimeout(() => {}, 50)")
  expect(await child.says(/^ready$/, LIMIT_MS)).toBe('said')
  expect(await child.says(/^never$/, LIMIT_MS)).toBe('ended')
  const silent = start(STUBBORN)
  expect(await silent.says(/^ready$/, 0)).toBe('slow')
})

test('stops a process that does not listen, with everything it started', async () => {
  const child = start(`import { spawn } from 'node:child_process'
    const grandchild = spawn(process.execPath, ['-e', ${JSON.stringify(STUBBORN)}], { stdio: ['ignore', 'inherit', 'ignore'] })
    ${STUBBORN.replace("'up'", "'grandchild ' + grandchild.pid")}`)
  expect(await child.says(/^up$/, LIMIT_MS)).toBe('said')
  const grandchild = Number(/grandchild (\d+)/.exec(child.tail().join('\n'))?.[1])
  await child.stop(10)
  expect(child.isRunning()).toBe(false)
  expect(await child.exited).toEqual({ code: null, signal: 'SIGKILL' })
  await expect.poll(() => isAlive(grandchild)).toBe(false)
})

test('ends as on SIGTERM when the process that started it is killed', async () => {
  const trace = path.join(folder, 'trace')
  const file = path.join(folder, 'child.mjs')
  writeFileSync(
    file,
    `import { writeFileSync } from 'node:fs'
     process.on('SIGTERM', () => { console.log('into a closed pipe'); writeFileSync(${JSON.stringify(trace)}, 'ended well'); process.exit() })
     setInterval(() => {}, 1000); console.log('up')`,
  )
  const parent = spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import { startChild } from ${JSON.stringify(new URL('./child.ts', import.meta.url).href)}
       const child = startChild({ name: 'x', args: [${JSON.stringify(file)}], env: process.env, log: ${JSON.stringify(`${trace}.log`)} })
       await child.says(/^up$/, ${LIMIT_MS})
       console.log(child.pid)`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const [pid] = await once(createInterface({ input: parent.stdout }), 'line')
  parent.kill('SIGKILL')
  await expect.poll(() => isAlive(Number(pid)), { timeout: LIMIT_MS }).toBe(false)
  expect(readFileSync(trace, 'utf8')).toBe('ended well')
})

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
  } catch {
    return false
  }
}
