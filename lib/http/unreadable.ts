/** Requests that Next answers with 500 although it is the sender who is wrong. Used by server.ts, outside of Next. */
import type { IncomingMessage, ServerResponse } from 'node:http'

const FORM = /^(multipart\/form-data|application\/x-www-form-urlencoded)\b/i

/** The standard keeps these from requests that are made for the web's own classes, which Next makes of each. */
const FORBIDDEN_METHODS = new Set(['TRACE', 'TRACK', 'CONNECT'])

/** @returns the status of a request that does not get as far as Next; null for one that does */
export function refusalOf({
  method = 'GET',
  url,
}: Pick<IncomingMessage, 'method' | 'url'>): 400 | 405 | null {
  if (FORBIDDEN_METHODS.has(method)) return 405
  return hasReadablePath({ url }) ? null : 400
}

/** @returns whether the path can be decoded: `%zz` cannot */
function hasReadablePath({ url = '/' }: Pick<IncomingMessage, 'url'>): boolean {
  try {
    decodeURIComponent(url.split('?', 1)[0] ?? '')
    return true
  } catch {
    return false
  }
}

/** @returns whether Next takes this request for the call of a server action, unless a route has its address */
export function callsAction({ method, headers }: Pick<IncomingMessage, 'method' | 'headers'>) {
  if (method !== 'POST') return false
  return headers['next-action'] !== undefined || FORM.test(headers['content-type'] ?? '')
}

/**
 * Answers 400 where Next says 500 to the call of an action: an action of ours never throws (lib/http/action.ts), so that it was the call
 * that could not be read. What went wrong is in the log all the same. Failures of routes are JSON (lib/http/respond.ts) and stay.
 */
export function blameSender(request: IncomingMessage, response: ServerResponse): void {
  if (!callsAction(request)) return
  const writeHead = response.writeHead.bind(response) as (...all: unknown[]) => ServerResponse
  response.writeHead = (status: number, ...rest: unknown[]) => {
    const isOurs = String(response.getHeader('content-type') ?? '').startsWith('application/json')
    return writeHead(status === 500 && !isOurs ? 400 : status, ...rest)
  }
}
