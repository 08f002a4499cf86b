import type { DownloadableModel } from './catalog.ts'
import { findNoRoom } from './disk.ts'
import { type FetchContext, WeightsError } from './types.ts'

/** An offline machine must move on in seconds; a slow one gets this long between two signs of life. */
const CONNECT_LIMIT_MS = 4_000
const STALL_LIMIT_MS = 60_000

/**
 * Downloads a model with node-llama-cpp's downloader, which continues a partial file of an earlier run.
 * @returns the file, complete but not verified
 * @throws WeightsError when the server cannot be reached, the disk is full or the transfer stalls
 */
export async function downloadModel(model: DownloadableModel, context: FetchContext): Promise<string> {
  await assertReachable(model.url, context.signal)
  const noRoom = await findNoRoom(context.partialDir, model.bytes)
  if (noRoom) throw new WeightsError(noRoom)

  const { createModelDownloader } = await import('node-llama-cpp')
  const stalled = new AbortController()
  const watchdog = setTimeout(() => stalled.abort(), STALL_LIMIT_MS)
  try {
    const downloader = await createModelDownloader({
      modelUri: model.url,
      dirPath: context.partialDir,
      fileName: model.file,
      deleteTempFileOnCancel: false,
      onProgress: ({ downloadedSize }) => {
        watchdog.refresh()
        context.onProgress({ task: `downloading ${model.id}`, bytes: downloadedSize, total: model.bytes })
      },
    })
    return await downloader.download({ signal: AbortSignal.any([context.signal, stalled.signal]) })
  } catch (error) {
    context.signal.throwIfAborted()
    if (stalled.signal.aborted) throw new WeightsError(`nothing arrived for ${STALL_LIMIT_MS / 1000} s`)
    throw new WeightsError(describeFailure(error), { cause: error })
  } finally {
    clearTimeout(watchdog)
  }
}

/** One small request first: the downloader itself retries for minutes when there is no network. */
async function assertReachable(url: string, signal: AbortSignal): Promise<void> {
  const { host } = new URL(url)
  const limit = AbortSignal.timeout(CONNECT_LIMIT_MS)
  const response = await fetch(url, { method: 'HEAD', signal: AbortSignal.any([signal, limit]) }).catch(
    (error: unknown) => {
      signal.throwIfAborted()
      if (limit.aborted) throw new WeightsError(`${host} did not answer within ${CONNECT_LIMIT_MS / 1000} s`)
      throw new WeightsError(`${host} could not be reached (${describeFailure(error)})`, { cause: error })
    },
  )
  if (!response.ok) throw new WeightsError(`${host} answered ${response.status}`)
}

function describeFailure(error: unknown): string {
  const { cause } = error as { cause?: { code?: string } }
  return cause?.code ?? (error instanceof Error ? error.message : String(error))
}
