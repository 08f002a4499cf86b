import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { tryLock, withLock } from './file-lock.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'numina-lock-'))
  file = path.join(folder, 'below', 'a.lock')
})
afterEach(() => rmSync(folder, { recursive: true }))

/** A process that takes the lock and keeps it. */
async function holdElsewhere(mode: string) {
  const module = new URL('./file-lock.ts', import.meta.url).href
  const code = `import { tryLock } from ${JSON.stringify(module)}
    globalThis.lock = tryLock(${JSON.stringify(file)}, ${JSON.stringify(mode)})
    console.log(lock ? 'held' : 'refused')
    setInterval(() => {}, 1000)`
  const holder = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [answer] = await once(holder.stdout, 'data')
  const kill = async () => {
    holder.kill('SIGKILL')
    await once(holder, 'exit')
  }
  return { answer: String(answer).trim(), kill }
}

test('an exclusive lock shuts out other processes until its holder is killed', async () => {
  const holder = await holdElsewhere('exclusive')
  expect(holder.answer).toBe('held')
  expect(tryLock(file, 'exclusive')).toBeUndefined()
  expect(tryLock(file, 'shared')).toBeUndefined()
  await holder.kill()
  const lock = tryLock(file, 'exclusive')
  expect(lock).toBeDefined()
  lock?.release()
})

test('shared locks shut out an exclusive one, not each other', async () => {
  const holder = await holdElsewhere('shared')
  const lock = tryLock(file, 'shared')
  expect(lock).toBeDefined()
  lock?.release()
  expect(tryLock(file, 'exclusive')).toBeUndefined()
  await holder.kill()
})

test('a released lock can be taken again', () => {
  tryLock(file, 'exclusive')?.release()
  const again = tryLock(file, 'exclusive')
  expect(again).toBeDefined()
  again?.release()
})

test('withLock releases when its action throws', async () => {
  const fail = () => {
    throw new Error('no')
  }
  await expect(withLock(file, fail)).rejects.toThrow('no')
  expect(await withLock(file, () => 'again')).toBe('again')
})
