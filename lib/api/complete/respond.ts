import 'server-only'
import { apiErrorBody } from '@/lib/http/key-route'
import { logFailure } from '@/lib/http/respond'
import type { ApiUsage, Completion, CompletionChunk } from '../schema'
import type { End } from './ask-model'
import type { Answering } from './create-completion'

const STREAM_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  // Proxies like nginx would hold back what is small.
  'x-accel-buffering': 'no',
}

/** @returns the whole answer at once */
export async function respondWhole({ id, created, model, spoken }: Answering): Promise<Response> {
  let content = ''
  let end: End | null = null
  for await (const part of spoken) {
    if ('text' in part) content += part.text
    else end = part.end
  }
  if (!end) throw new Error('an answer ended without an end')
  const body: Completion = {
    ...{ id, object: 'chat.completion', created, model },
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content, refusal: null },
        logprobs: null,
        finish_reason: end.reason,
      },
    ],
    usage: usageOf(end),
  }
  return Response.json(body)
}

type Streaming = { withUsage: boolean; requestId: string; signal: AbortSignal; leave: () => void }

/**
 * @param signal whether anybody still reads; `leave` is called when nobody does
 * @returns the answer as it comes: server-sent events, ended by `[DONE]`, or by an error
 */
export function respondStream(
  answering: Answering,
  { withUsage, requestId, signal, leave }: Streaming,
): Response {
  const events = eventsOf(answering, withUsage)
  const encoder = new TextEncoder()
  // A failure ends a stream instead of [DONE], so that no program takes half an answer for a whole one.
  const fail = (error: unknown) => {
    if (signal.aborted) return { done: true as const, value: undefined }
    logFailure('api chat', error, requestId)
    return { done: true as const, value: JSON.stringify(apiErrorBody(error, requestId)) }
  }
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await events.next().catch(fail)
      if (value) controller.enqueue(encoder.encode(`data: ${value}\n\n`))
      if (done) controller.close()
    },
    async cancel() {
      leave()
      await events.return(undefined)
    },
  })
  return new Response(stream, { headers: STREAM_HEADERS })
}

async function* eventsOf(
  { id, created, model, spoken }: Answering,
  withUsage: boolean,
): AsyncGenerator<string, undefined> {
  const chunk = (choices: CompletionChunk['choices'], usage: ApiUsage | null = null) =>
    JSON.stringify({
      ...{ id, object: 'chat.completion.chunk', created, model, choices },
      ...(withUsage && { usage }),
    } satisfies CompletionChunk)
  const choice = (delta: CompletionChunk['choices'][number]['delta'], reason: End['reason'] | null = null) =>
    chunk([{ index: 0, delta, logprobs: null, finish_reason: reason }])
  yield choice({ role: 'assistant', content: '' })
  for await (const part of spoken) {
    if ('text' in part) yield choice({ content: part.text })
    else {
      yield choice({}, part.end.reason)
      if (withUsage) yield chunk([], usageOf(part.end))
    }
  }
  yield '[DONE]'
}

function usageOf({ usage }: End): ApiUsage {
  return {
    prompt_tokens: usage.input,
    completion_tokens: usage.output,
    total_tokens: usage.input + usage.output,
    prompt_tokens_details: { cached_tokens: usage.cached ?? 0 },
    completion_tokens_details: { reasoning_tokens: usage.reasoning ?? 0 },
  }
}
