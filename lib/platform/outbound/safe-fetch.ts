import 'server-only'
import { lookup as systemLookup } from 'node:dns'
import http from 'node:http'
import https from 'node:https'
import { isIP, type LookupFunction, type Socket } from 'node:net'
import { Readable, Transform } from 'node:stream'
import { type AddressPolicy, configuredPolicy, isAllowedAddress } from './addresses'

const MOST_REDIRECTS = 3
const CONNECT_MS = 10_000
const MOST_BYTES = 64 * 1024 * 1024
const REDIRECTS = new Set([301, 302, 303, 307, 308])
const CREDENTIALS = ['authorization', 'cookie', 'x-api-key', 'x-goog-api-key']

/** The address leads to where this installation does not go. */
export class BlockedAddress extends Error {
  override name = 'BlockedAddress'
}

type Lookup = (
  hostname: string,
  callback: (error: Error | null, addresses: { address: string; family: number }[]) => void,
) => void

type SafeFetchOptions = { policy?: AddressPolicy; lookup?: Lookup; maxBytes?: number }
type Outgoing = { url: URL; method: string; headers: Headers; body: Buffer | null; signal: AbortSignal }

const resolveAll: Lookup = (hostname, callback) =>
  systemLookup(hostname, { all: true, verbatim: true }, callback)

/**
 * A `fetch` for addresses that people give. A name is resolved once, every address it has is checked, and the connection goes to
 * exactly these (a name that answers differently the next time gains nothing). Redirects are followed a few times, each checked
 * like the first, never from https to http, and without credentials to another origin. Sizes and the time to connect are bounded;
 * the time as a whole is the caller's `signal`.
 *
 * @throws BlockedAddress for addresses the policy does not allow
 */
export function createSafeFetch(options: SafeFetchOptions = {}): typeof fetch {
  const { maxBytes = MOST_BYTES, lookup = resolveAll } = options
  const agents = { http: new http.Agent({ keepAlive: true }), https: new https.Agent({ keepAlive: true }) }
  return async (input, init) => {
    const policy = options.policy ?? configuredPolicy()
    const request = new Request(input, init)
    const body = request.body ? Buffer.from(await request.arrayBuffer()) : null
    let outgoing: Outgoing = {
      url: new URL(request.url),
      method: request.method,
      headers: new Headers(request.headers),
      body,
      signal: request.signal,
    }
    for (let redirects = 0; ; redirects++) {
      assertAllowedUrl(outgoing.url, policy)
      const agent = outgoing.url.protocol === 'https:' ? agents.https : agents.http
      const answer = await send(outgoing, agent, guardedLookup(lookup, policy))
      const { location } = answer.headers
      if (!REDIRECTS.has(answer.statusCode ?? 0) || !location) return toResponse(answer, maxBytes)
      answer.destroy()
      if (redirects === MOST_REDIRECTS) throw new Error('the address leads on and on')
      outgoing = redirected(outgoing, location, answer.statusCode ?? 0)
    }
  }
}

function assertAllowedUrl(url: URL, policy: AddressPolicy): void {
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new BlockedAddress(`${url.protocol} is not followed`)
  // The URL parser has already turned decimal, octal, hexadecimal and short forms into the usual one.
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) && !isAllowedAddress(host, policy)) throw new BlockedAddress('this address is not public')
}

function guardedLookup(lookup: Lookup, policy: AddressPolicy): LookupFunction {
  return (hostname, { all }, callback) => {
    lookup(hostname, (error, addresses) => {
      const [first] = addresses ?? []
      if (error || !first) return callback(error ?? new Error(`no address for ${hostname}`), '', 4)
      const isSafe = addresses.every(({ address }) => isAllowedAddress(address, policy))
      if (!isSafe)
        return callback(new BlockedAddress('this name leads to an address that is not public'), '', 4)
      if (all) callback(null, addresses)
      else callback(null, first.address, first.family)
    })
  }
}

function send(
  { url, method, headers, body, signal }: Outgoing,
  agent: http.Agent,
  lookup: LookupFunction,
): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const transport = url.protocol === 'https:' ? https : http
    const request = transport.request(url, {
      method,
      headers: {
        ...Object.fromEntries(headers),
        'accept-encoding': 'identity',
        ...(body && { 'content-length': body.length }),
      },
      agent,
      lookup,
      signal,
    })
    request.once('socket', (socket) => limitConnecting(socket, request))
    request.once('error', reject)
    request.once('response', resolve)
    request.end(body ?? undefined)
  })
}

function limitConnecting(socket: Socket, request: http.ClientRequest): void {
  if (!socket.connecting) return
  const giveUp = () =>
    request.destroy(Object.assign(new Error('connecting took too long'), { code: 'ETIMEDOUT' }))
  const timer = setTimeout(giveUp, CONNECT_MS)
  const done = () => clearTimeout(timer)
  socket.once('connect', done).once('close', done)
}

function redirected(from: Outgoing, location: string, status: number): Outgoing {
  const url = new URL(location, from.url)
  if (from.url.protocol === 'https:' && url.protocol !== 'https:')
    throw new BlockedAddress('the address leads from https to http')
  const headers = new Headers(from.headers)
  if (url.origin !== from.url.origin) for (const name of CREDENTIALS) headers.delete(name)
  const becomesGet = status === 303 || (status < 303 && from.method === 'POST')
  if (!becomesGet) return { ...from, url, headers }
  headers.delete('content-type')
  return { ...from, url, headers, method: 'GET', body: null }
}

function toResponse(answer: http.IncomingMessage, maxBytes: number): Response {
  const status = answer.statusCode ?? 502
  const headers = new Headers()
  for (const [name, value] of Object.entries(answer.headers))
    for (const one of [value ?? []].flat()) headers.append(name, one)
  const isEmpty = status === 204 || status === 205 || status === 304
  if (isEmpty) answer.resume()
  const stream = isEmpty
    ? null
    : (Readable.toWeb(answer.compose(limit(maxBytes))) as ReadableStream<Uint8Array>)
  return new Response(stream, { status, statusText: answer.statusMessage ?? '', headers })
}

function limit(maxBytes: number): Transform {
  let bytes = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      if (bytes > maxBytes) done(new Error(`the answer is larger than ${maxBytes} bytes`))
      else done(null, chunk)
    },
  })
}
