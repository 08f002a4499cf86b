import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { QueryCursor } from './cursor.ts'
import { CursorRegistry } from './registry.ts'

let registry: CursorRegistry

beforeEach(() => {
  vi.useFakeTimers()
  registry = new CursorRegistry()
})

afterEach(() => {
  registry.close()
  vi.useRealTimers()
})

const openCursor = (options: { lsid?: string; noTimeout?: boolean } = {}) =>
  new QueryCursor([new Uint8Array(5)].values(), {
    namespace: 't.c',
    lsid: options.lsid,
    noTimeout: options.noTimeout ?? false,
  })

const MINUTE = 60_000

it('ends cursors that nobody has read for ten minutes', () => {
  const idle = openCursor()
  const patient = openCursor({ noTimeout: true })
  registry.add(idle)
  registry.add(patient)
  vi.advanceTimersByTime(9 * MINUTE)
  expect(registry.size).toBe(2)
  vi.advanceTimersByTime(2 * MINUTE)
  expect([idle.isExhausted, patient.isExhausted, registry.size]).toEqual([true, false, 1])
})

it('keeps a cursor that is being read, and forgets it when it fails', async () => {
  const id = registry.add(openCursor()).toString()
  const reading = registry.use(
    id,
    () => new Promise((resolve) => setTimeout(() => resolve('done'), 20 * MINUTE)),
  )
  await expect(registry.use(id, async () => 'no')).rejects.toMatchObject({ codeName: 'CursorInUse' })
  await vi.advanceTimersByTimeAsync(20 * MINUTE)
  expect(await reading).toBe('done')
  expect(registry.size).toBe(1)
  await expect(registry.use(id, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  await expect(registry.use(id, async () => 'no')).rejects.toMatchObject({ codeName: 'CursorNotFound' })
})

it('ends the cursors of a session', () => {
  registry.add(openCursor({ lsid: 'a' }))
  registry.add(openCursor({ lsid: 'b' }))
  registry.killSession('a')
  expect(registry.size).toBe(1)
})
