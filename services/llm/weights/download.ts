import { createWriteStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { DownloadableModel } from './catalog.ts'
import { findNoRoom } from './disk.ts'
import { type FetchContext, WeightsError } from './types.ts'

/** An offline machine must move on in seconds. */
const CONNECT_LIMIT_MS = 5_000
/** A slow line gets this long between two signs of life. */
const STALL_LIMIT_MS = 60_000
/** How often a transfer that broke off is continued before the run gives up. */
const ATTEMPTS = 5

export type DownloadLimits = { connectMs: number; stallMs: number }

/**
 * Downloads a model in one stream, continuing the partial file of an earlier run or attempt with a Range request
 * (RFC 9110, section 14). The URL names a fixed revision, so that both halves are of the same file.
 *
 * node-llama-cpp's own downloader is not used: it cannot be stopped while a server keeps it waiting, and it begins
 * again with chunks of 5 MB.
 * @returns the file, complete but not verified
 * @throws WeightsError when the server cannot be reached, the disk is full or the transfer stalls
 */
export async function downloadModel(
  model: DownloadableModel,
  context: FetchContext,
  limits: DownloadLimits = { connectMs: CONNECT_LIMIT_MS, stallMs: STALL_LIMIT_MS },
): Promise<string> {
  const noRoom = await findNoRoom(context.partialDir, model.bytes)
  if (noRoom) throw new WeightsError(noRoom)
  const file = join(context.partialDir, model.file)
  for (let attempt = 1; ; attempt++) {
    const done = await sizeOf(file)
    if (done === model.bytes) return file
    if (done > model.bytes) await rm(file)
    const failure = await transfer(model, file, context, limits)
    // Without a first byte there is nothing to continue: trying again would only keep an offline machine waiting.
    if (failure && ((await sizeOf(file)) <= done || attempt === ATTEMPTS)) throw failure
  }
}

/** One request, from where the file ends to the end. @returns why it broke off, or null when all of it arrived */
async function transfer(
  model: DownloadableModel,
  file: string,
  context: FetchContext,
  { connectMs, stallMs }: DownloadLimits,
): Promise<WeightsError | null> {
  const { host } = new URL(model.url)
  const watchdog = new AbortController()
  let limit = setTimeout(
    () => watchdog.abort(new WeightsError(`${host} did not answer within ${connectMs} ms`)),
    connectMs,
  )
  const signal = AbortSignal.any([context.signal, watchdog.signal])
  try {
    const { body, from } = await request(model.url, await sizeOf(file), signal)
    clearTimeout(limit)
    limit = setTimeout(
      () => watchdog.abort(new WeightsError(`${host} sent nothing for ${stallMs} ms`)),
      stallMs,
    )
    let bytes = from
    const report = async function* (chunks: AsyncIterable<Uint8Array>) {
      for await (const chunk of chunks) {
        limit.refresh()
        bytes += chunk.length
        context.onProgress({ task: `downloading ${model.id}`, bytes, total: model.bytes })
        yield chunk
      }
    }
    await pipeline(body, report, createWriteStream(file, { flags: from > 0 ? 'a' : 'w' }), { signal })
    return bytes < model.bytes ? new WeightsError(`${host} ended the transfer early`) : null
  } catch (error) {
    context.signal.throwIfAborted()
    if (watchdog.signal.reason instanceof WeightsError) return watchdog.signal.reason
    if (error instanceof WeightsError) return error
    return new WeightsError(`${host} could not be reached or broke off (${describe(error)})`, {
      cause: error,
    })
  } finally {
    clearTimeout(limit)
  }
}

/** @returns the rest of the file and where it begins: at 0 when the server does not know ranges */
async function request(url: string, from: number, signal: AbortSignal) {
  const response = await fetch(url, { signal, headers: from > 0 ? { range: `bytes=${from}-` } : {} })
  if (!response.ok || !response.body)
    throw new WeightsError(`${new URL(url).host} answered ${response.status}`)
  return { body: response.body, from: response.status === 206 ? from : 0 }
}

async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  )
}

/** fetch hides the system's error code in the cause. */
function describe(error: unknown): string {
  const { code, cause, message } = error as NodeJS.ErrnoException & { cause?: NodeJS.ErrnoException }
  return cause?.code ?? code ?? message
}
