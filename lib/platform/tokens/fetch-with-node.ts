import http from 'node:http'
import https from 'node:https'
import { gatherNode } from './gathered-body'

type Post = Pick<RequestInit, 'method' | 'headers' | 'signal'> & { body: string }

/**
 * Sends a post with Node's own client, which hands over what arrives without a web stream for each piece. Answers that are no event
 * streams are read whole. Redirects are left to `fetch`.
 *
 * @throws TypeError `fetch failed` with its cause, as `fetch` does; the signal's reason when that aborts
 */
export async function fetchWithNode(url: URL, post: Post): Promise<Response> {
  const answer = await send(url, post)
  const { statusCode = 502, statusMessage = '' } = answer
  if (statusCode >= 300 && statusCode < 400) {
    answer.resume()
    return fetch(url, post)
  }
  const isStream = statusCode === 200 && answer.headers['content-type']?.startsWith('text/event-stream')
  const body = isStream ? gatherNode(answer) : await readWhole(answer)
  return new Response(body, { status: statusCode, statusText: statusMessage, headers: headersOf(answer) })
}

function send(url: URL, { body, headers, signal }: Post): Promise<http.IncomingMessage> {
  const { request } = url.protocol === 'https:' ? https : http
  const content = Buffer.from(body)
  return new Promise((resolve, reject) => {
    const outgoing = request(url, {
      method: 'POST',
      headers: {
        ...Object.fromEntries(new Headers(headers)),
        'accept-encoding': 'identity',
        'content-length': content.length,
      },
      ...(signal && { signal }),
    })
    outgoing.once('response', resolve)
    outgoing.on('error', (cause) =>
      reject(signal?.aborted ? signal.reason : new TypeError('fetch failed', { cause })),
    )
    outgoing.end(content)
  })
}

async function readWhole(answer: http.IncomingMessage): Promise<ArrayBuffer | null> {
  const pieces: Buffer[] = []
  for await (const piece of answer) pieces.push(piece)
  const bytes = Buffer.concat(pieces)
  return bytes.length === 0 ? null : new Uint8Array(bytes).buffer
}

function headersOf(answer: http.IncomingMessage): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(answer.headers))
    for (const one of [value ?? []].flat()) headers.append(name, one)
  return headers
}
