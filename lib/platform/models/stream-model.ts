import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import { APICallError, type LanguageModel } from 'ai'

export type StreamingModel = Extract<LanguageModel, { specificationVersion: 'v4' }>
type CallOptions = Parameters<StreamingModel['doStream']>[0]
type Streamed = Awaited<ReturnType<StreamingModel['doStream']>>
export type ModelPart = Streamed['stream'] extends ReadableStream<infer P> ? P : never

/** A message as models are given it. */
export type Said = { role: 'user' | 'assistant'; content: string }

export type ModelCall = Pick<
  CallOptions,
  | 'maxOutputTokens'
  | 'temperature'
  | 'topP'
  | 'stopSequences'
  | 'presencePenalty'
  | 'frequencyPenalty'
  | 'seed'
  | 'reasoning'
  | 'abortSignal'
> & {
  instructions: string
  messages: readonly Said[]
  /** Ask once more when the provider refuses in a way that may pass. */
  mayRetry: boolean
}

const RETRY_AFTER_MS = 2_000
const MOST_RETRY_AFTER_MS = 60_000

/**
 * Asks a model and gives what it streams, as its provider of the AI SDK reads it. The SDK's `streamText` does the same with steps,
 * tools and several readers around it, which a reply of words has no use for and which take four times the processor time a part.
 *
 * @throws what the provider does, when it refuses
 */
export async function streamModel(
  model: StreamingModel,
  { instructions, messages, mayRetry, ...settings }: ModelCall,
): Promise<Streamed['stream']> {
  const options: CallOptions = {
    ...settings,
    prompt: [
      ...(instructions === '' ? [] : [{ role: 'system' as const, content: instructions }]),
      ...messages.map(({ role, content }) => ({ role, content: [{ type: 'text' as const, text: content }] })),
    ],
  }
  try {
    return (await model.doStream(options)).stream
  } catch (error) {
    if (!mayRetry || !APICallError.isInstance(error) || !error.isRetryable) throw error
    await sleep(waitAfter(error), undefined, settings.abortSignal && { signal: settings.abortSignal })
    return (await model.doStream(options)).stream
  }
}

/** How long a provider that has too much to do wants to be left alone. */
function waitAfter({ responseHeaders }: APICallError): number {
  const seconds = Number.parseFloat(responseHeaders?.['retry-after'] ?? '')
  const ms = seconds * 1000
  return ms >= 0 && ms < MOST_RETRY_AFTER_MS ? ms : RETRY_AFTER_MS
}
