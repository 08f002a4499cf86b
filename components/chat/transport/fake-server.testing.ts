import type { Environment } from './environment'
import type { ReplyChunk } from './follow-reply'

/** Test helper: a reply's log, and connections to it that fail as the test wishes. */
export type Request = { method: string; url: string; after: number; body: unknown }

export function textReply(deltas: readonly string[]): ReplyChunk[] {
  return [
    { type: 'start', messageId: 'a'.repeat(24) },
    { type: 'text-start', id: '0' },
    ...deltas.map((delta): ReplyChunk => ({ type: 'text-delta', id: '0', delta })),
    { type: 'text-end', id: '0' },
    {
      type: 'finish',
      messageMetadata: { parentId: null, status: 'done', createdAt: '2026-01-01T00:00:00.000Z' },
    },
  ]
}

/** The log from after chunk `after`, as it goes over the wire. */
export function encodeLog(log: readonly ReplyChunk[], after = 0): Uint8Array<ArrayBuffer> {
  const events = log
    .slice(after)
    .map((chunk, i) => `id: ${after + i + 1}\ndata: ${JSON.stringify(chunk)}\n\n`)
  return new TextEncoder().encode(`${events.join(': waiting\n\n')}data: [DONE]\n\n`)
}

/** A body that delivers its pieces and then ends, or breaks as a lost network does. */
export function bodyOf(
  pieces: readonly Uint8Array<ArrayBuffer>[],
  end: 'close' | 'break',
): ReadableStream<Uint8Array> {
  const rest = [...pieces]
  return new ReadableStream({
    pull(controller) {
      const piece = rest.shift()
      if (piece) controller.enqueue(piece)
      else if (end === 'close') controller.close()
      else controller.error(new TypeError('network error'))
    },
  })
}

export function streamResponse(body: ReadableStream<Uint8Array>): Response {
  return new Response(body, {
    headers: { 'content-type': 'text/event-stream', 'x-generation-id': 'b'.repeat(24) },
  })
}

export function errorResponse(status: number, code: string, extra: object = {}): Response {
  return Response.json(
    { error: { code, message: `refused: ${code}`, requestId: 'r-1', ...extra } },
    { status },
  )
}

/**
 * An environment whose `fetch` is answered by `answer`, whose pauses take no time, and whose connections never look dead unless the
 * test says so through `killConnection`.
 */
export function fakeEnvironment(answer: (request: Request, attempt: number) => Response | Promise<Response>) {
  const requests: Request[] = []
  const pauses: number[] = []
  let kill: (() => void) | undefined
  const environment: Environment = {
    async fetch(input, init = {}) {
      init.signal?.throwIfAborted()
      const after = Number(new Headers(init.headers).get('last-event-id') ?? 0)
      const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : null
      requests.push({ method: init.method ?? 'GET', url: String(input), after, body })
      return answer(requests.at(-1) as Request, requests.length)
    },
    async pause(attempt, signal) {
      signal.throwIfAborted()
      pauses.push(attempt)
    },
    watch(onDead) {
      kill = onDead
      return { alive() {}, stop() {} }
    },
  }
  return { environment, requests, pauses, killConnection: () => kill?.() }
}

export async function readAll<T>(stream: ReadableStream<T>): Promise<T[]> {
  const chunks: T[] = []
  const reader = stream.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return chunks
    chunks.push(value)
  }
}
