import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { claimInstance, identify } from './instance.ts'

let home: string
beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'numina-instance-'))
})
afterEach(() => rmSync(home, { recursive: true }))

const claim = (onWait = () => {}) => claimInstance(home, 'http://localhost:3000', onWait)

test('a released directory can be claimed again', async () => {
  const first = await claim()
  first.release()
  const second = await claim()
  second.release()
})

test('waits for what a killed launcher left to end', async () => {
  const leftover = spawn(process.execPath, ['-e', "process.stdin.on('data', () => process.exit())"], {
    stdio: ['pipe', 'ignore', 'inherit'],
    detached: true,
  })
  await once(leftover, 'spawn')
  const pid = leftover.pid as number
  note([{ pid, identity: identify(pid) }])
  const onWait = vi.fn(() => void leftover.stdin.write('end'))
  const instance = await claim(onWait)
  expect(onWait).toHaveBeenCalledOnce()
  expect(identify(pid)).toBe('')
  instance.release()
})

test('what does not end by itself is killed, and gone before the start goes on', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const leftover = spawn(
    process.execPath,
    ['-e', "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)"],
    {
      stdio: 'ignore',
      detached: true,
    },
  )
  await once(leftover, 'spawn')
  const pid = leftover.pid as number
  note([{ pid, identity: identify(pid) }])
  const instance = await claim(() => vi.setSystemTime(Date.now() + 12_000))
  vi.useRealTimers()
  expect(identify(pid)).toBe('')
  instance.release()
})

test('leaves alone a process that only has the number of an old one', async () => {
  note([{ pid: process.pid, identity: 'another time' }])
  const onWait = vi.fn()
  const instance = await claim(onWait)
  expect(onWait).not.toHaveBeenCalled()
  instance.release()
})

test('a note that was cut off is no obstacle', async () => {
  writeFileSync(path.join(home, 'instance.json'), '{"pid":')
  const instance = await claim()
  instance.release()
})

function note(children: { pid: number; identity: string }[]): void {
  writeFileSync(
    path.join(home, 'instance.json'),
    JSON.stringify({ pid: 1, url: 'http://localhost:3000', children }),
  )
}
