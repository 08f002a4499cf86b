import type { InferUIMessageChunk } from 'ai'
import { createParser, type EventSourceMessage } from 'eventsource-parser'
import type { ChatMessage } from '@/lib/chat/schema'
import type { Environment } from './environment'
import { NetworkError, Refusal, readRefusal } from './refusal'

export type ReplyChunk = InferUIMessageChunk<ChatMessage>

/** `waiting`: the connection is broken and comes back by itself as soon as it can. */
export type ConnectionState = 'open' | 'waiting'

export type Follow = {
  /** Asks for the stream after chunk number `position`; 0 is the beginning. May throw `NetworkError`. */
  connect(position: number, signal: AbortSignal): Promise<Response>
  environment: Environment
  signal?: AbortSignal | undefined
  onConnection?: ((state: ConnectionState) => void) | undefined
}

/** The connection was there, but what came over it was not the rest of the reply. */
class BrokenConnection extends Error {}

/** Attempts in a row that bring nothing new before we say so. A missing network does not count: it comes back. */
const MOST_ATTEMPTS = 12
const MOST_ATTEMPTS_INTERNAL = 2

/**
 * Follows a reply to its explicit end (the `finish` chunk) across any number of connections. Every chunk carries its number as the
 * event's id; each is given out once and in order, whatever the connections lose or repeat.
 *
 * The stream errors with `Refusal` when the server says no, and when many attempts in a row brought nothing.
 */
export function followReply(follow: Follow): ReadableStream<ReplyChunk> {
  const reading = new AbortController()
  const signal = follow.signal ? AbortSignal.any([follow.signal, reading.signal]) : reading.signal
  const chunks = readToEnd(follow, signal)
  return new ReadableStream<ReplyChunk>({
    async pull(controller) {
      const { done, value } = await chunks.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    cancel: () => reading.abort(),
  })
}

async function* readToEnd(follow: Follow, signal: AbortSignal): AsyncGenerator<ReplyChunk, void> {
  const { connect, environment, onConnection } = follow
  let position = 0
  let attempts = 0
  for (;;) {
    try {
      const response = await connect(position, signal)
      if (!response.ok) throw await readRefusal(response)
      onConnection?.('open')
      for await (const { seq, chunk } of readChunks(response, environment, signal)) {
        if (seq <= position) continue
        if (seq !== position + 1) throw new BrokenConnection(`chunk ${seq} came after chunk ${position}`)
        position = seq
        attempts = 0
        yield chunk
        if (chunk.type === 'finish') return
      }
      throw new BrokenConnection('the stream ended before the reply')
    } catch (error) {
      signal.throwIfAborted()
      attempts += 1
      if (attempts > attemptsFor(error)) throw error instanceof BrokenConnection ? lost() : error
    }
    onConnection?.('waiting')
    await environment.pause(attempts, signal)
  }
}

function attemptsFor(error: unknown): number {
  if (error instanceof NetworkError) return Number.POSITIVE_INFINITY
  if (error instanceof BrokenConnection) return MOST_ATTEMPTS
  if (!(error instanceof Refusal) || error.status < 500) return 0
  return error.body.code === 'internal' ? MOST_ATTEMPTS_INTERNAL : MOST_ATTEMPTS
}

function lost(): Refusal {
  const message = 'The connection to Numina keeps breaking. Nothing is lost: the reply is kept on the server.'
  return new Refusal(0, { code: 'unavailable', message, requestId: '' })
}

type NumberedChunk = { seq: number; chunk: ReplyChunk }

async function* readChunks(
  response: Response,
  environment: Environment,
  signal: AbortSignal,
): AsyncGenerator<NumberedChunk, void> {
  if (!response.body) throw new BrokenConnection('the answer is empty')
  const reader = response.body.getReader()
  const leave = () => void reader.cancel().catch(() => undefined)
  const watch = environment.watch(leave)
  signal.addEventListener('abort', leave, { once: true })
  const decoder = new TextDecoder()
  let events: EventSourceMessage[] = []
  const parser = createParser({ onEvent: (event) => events.push(event) })
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((cause) => {
        throw new NetworkError(cause)
      })
      if (done) return
      watch.alive()
      parser.feed(decoder.decode(value, { stream: true }))
      const complete = events
      events = []
      for (const event of complete) {
        if (event.data === '[DONE]') return
        yield numbered(event)
      }
    }
  } finally {
    watch.stop()
    signal.removeEventListener('abort', leave)
    leave()
  }
}

function numbered(event: EventSourceMessage): NumberedChunk {
  const seq = Number(event.id)
  if (!Number.isSafeInteger(seq) || seq < 1) throw new BrokenConnection(`an event has no number: ${event.id}`)
  try {
    return { seq, chunk: JSON.parse(event.data) }
  } catch {
    throw new BrokenConnection(`chunk ${seq} is not JSON`)
  }
}
