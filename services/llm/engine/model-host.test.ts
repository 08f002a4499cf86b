import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type HostOptions, type LoadedModel, ModelHost } from './model-host.ts'

const options: HostOptions = {
  path: 'model.gguf',
  contextTokens: 512,
  slots: 1,
  threads: 1,
  idleMs: 1_000,
  log: () => undefined,
}

/** Of a loaded model the host only ever calls dispose. */
function fakeLoader() {
  const dispose = vi.fn(async () => undefined)
  const loader = vi.fn(async () => ({ dispose }) as unknown as LoadedModel)
  return { dispose, loader }
}

describe('ModelHost', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('loads at the first use, once for all', async () => {
    const { loader } = fakeLoader()
    const host = new ModelHost(options, loader)
    expect(host.state).toBe('unloaded')
    await Promise.all([host.use(async () => 1), host.use(async () => 2)])
    expect(loader).toHaveBeenCalledTimes(1)
    expect(host.state).toBe('ready')
  })

  it('unloads after the idle time and loads again when needed', async () => {
    const { loader, dispose } = fakeLoader()
    const host = new ModelHost(options, loader)
    await host.use(async () => undefined)
    await vi.advanceTimersByTimeAsync(999)
    await host.use(async () => undefined)
    await vi.advanceTimersByTimeAsync(999)
    expect(dispose).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(dispose).toHaveBeenCalledTimes(1)
    expect(host.state).toBe('unloaded')
    await host.use(async () => undefined)
    expect(loader).toHaveBeenCalledTimes(2)
  })

  it('does not unload under a user', async () => {
    const { loader, dispose } = fakeLoader()
    const host = new ModelHost(options, loader)
    const { promise, resolve } = Promise.withResolvers<void>()
    const long = host.use(() => promise)
    await host.use(async () => undefined)
    await vi.advanceTimersByTimeAsync(5_000)
    expect(dispose).not.toHaveBeenCalled()
    resolve()
    await long
  })

  it('answers 503 when loading fails, and tries again at the next use', async () => {
    const { loader } = fakeLoader()
    loader.mockRejectedValueOnce(new Error('not enough memory'))
    const host = new ModelHost(options, loader)
    await expect(host.use(async () => undefined)).rejects.toMatchObject({ status: 503 })
    expect(host.state).toBe('unloaded')
    await expect(host.use(async () => 'fine')).resolves.toBe('fine')
  })

  it('closes after the last user', async () => {
    const { loader, dispose } = fakeLoader()
    const host = new ModelHost(options, loader)
    const { promise, resolve } = Promise.withResolvers<void>()
    const long = host.use(() => promise)
    const closed = host.close()
    await vi.advanceTimersByTimeAsync(0)
    expect(dispose).not.toHaveBeenCalled()
    resolve()
    await Promise.all([long, closed])
    expect(dispose).toHaveBeenCalledTimes(1)
  })
})
