import 'server-only'
import { FIRST_TOKEN_MS, tokensOf, watchdog } from '@/lib/chat/server'
import type { ModelDto } from '@/lib/models/schema'
import { languageModelOf, type ModelAccess } from '@/lib/models/server'
import { type ModelCall, streamModel } from '@/lib/platform/models/stream-model'
import { modelError, modelErrorOf } from '../model-errors'
import type { FinishReason } from '../schema'

export type End = { reason: FinishReason; usage: ReturnType<typeof tokensOf> }
/** What a model says, and at last how it ended. */
export type Spoken = { text: string } | { end: End }

/**
 * Asks a model once and gives what it says. Nobody steps in for it: a program gets the model it named, or an error.
 *
 * @throws ApiError; the reason of `signal` when it was that which ended it
 */
export async function* askModel(
  access: ModelAccess,
  model: ModelDto,
  call: Omit<ModelCall, 'mayRetry' | 'abortSignal'>,
  signal: AbortSignal,
): AsyncGenerator<Spoken> {
  const watch = watchdog(FIRST_TOKEN_MS)
  const abortSignal = AbortSignal.any([signal, watch.signal])
  try {
    signal.throwIfAborted()
    const parts = await streamModel(await languageModelOf(access, model), {
      ...call,
      ...{ mayRetry: true, abortSignal },
    })
    let end: End | null = null
    for await (const part of parts) {
      watch.alive()
      if (part.type === 'error') throw part.error
      if (part.type === 'text-delta' && part.delta !== '') yield { text: part.delta }
      if (part.type === 'finish') end = endOf(part.finishReason.unified, tokensOf(part.usage, model.price))
    }
    if (!end) throw modelErrorOf('broken_stream')
    yield { end }
  } catch (error) {
    signal.throwIfAborted()
    throw modelError(watch.signal.aborted ? watch.signal.reason : error)
  } finally {
    watch.stop()
  }
}

/** @returns null for a stream that ended without the model saying that it was done */
function endOf(unified: string, usage: End['usage']): End | null {
  if (unified === 'stop' || unified === 'length') return { reason: unified, usage }
  return unified === 'content-filter' ? { reason: 'content_filter', usage } : null
}
