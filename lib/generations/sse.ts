import type { Frame } from './active'

const encoder = new TextEncoder()

/**
 * Writes a frame as server-sent events: one event a chunk, its number as the id, so that a reader can continue after any of them.
 *
 * @param after chunks up to this number are left out
 * Source: https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function encodeFrame(frame: Frame, after = 0): Uint8Array {
  const first = frame.seq - frame.chunks.length + 1
  const events = frame.chunks.map((chunk, i) =>
    first + i > after ? `id: ${first + i}\ndata: ${JSON.stringify(chunk)}\n\n` : '',
  )
  return encoder.encode(events.join(''))
}

export const END_OF_STREAM = encoder.encode('data: [DONE]\n\n')
/** A comment that keeps proxies from closing a quiet connection. */
export const KEEP_ALIVE = encoder.encode(': waiting\n\n')

/** Response headers of a reply's stream. Source: node_modules/ai/docs/04-ai-sdk-ui/50-stream-protocol.mdx */
export const STREAM_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
  'x-vercel-ai-ui-message-stream': 'v1',
}
