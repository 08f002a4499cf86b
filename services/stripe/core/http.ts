import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Asked = { method: string; url: URL; headers: IncomingMessage['headers']; body: string }
export type Answer = { status: number; headers: Record<string, string>; body: string | Buffer }

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])
const MOST_BYTES = 1_000_000

export const json = (status: number, body: unknown, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
  body: JSON.stringify(body, null, 2),
})

/** Answers requests on loopback alone. @returns the port, and what stops it */
export async function listen(port: number, answer: (asked: Asked) => Promise<Answer>) {
  const server = createServer((request, response) => {
    serve(request, response, answer).catch((error: unknown) => {
      console.error('numina-stripe: a request failed', error)
      const body = {
        error: { message: 'Something went wrong in the local Stripe; its log says what.', type: 'api_error' },
      }
      send(response, json(500, body))
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  answer: (asked: Asked) => Promise<Answer>,
): Promise<void> {
  // A page on the web whose name leads to this machine must not reach what is here.
  const base = `http://${request.headers.host}`
  if (!URL.canParse(base) || !LOOPBACK.has(new URL(base).hostname))
    return send(
      response,
      json(403, { error: { message: 'Only this machine is answered.', type: 'invalid_request_error' } }),
    )
  const body = await readBody(request)
  if (body === null)
    return send(
      response,
      json(413, { error: { message: 'The request is too large.', type: 'invalid_request_error' } }),
    )
  const url = new URL(request.url ?? '/', base)
  send(response, await answer({ method: request.method ?? 'GET', url, headers: request.headers, body }))
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of request) {
    size += (piece as Buffer).length
    // What is too much is read to its end, or its sender would not hear the answer.
    if (size <= MOST_BYTES) pieces.push(piece as Buffer)
  }
  return size > MOST_BYTES ? null : Buffer.concat(pieces).toString('utf8')
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  if (response.headersSent) response.end()
  else response.writeHead(status, headers).end(body)
}
