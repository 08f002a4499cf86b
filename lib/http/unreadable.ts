/** Requests that Next answers with 500 although it is the sender who is wrong. Used by server.ts, outside of Next. */
import type { IncomingMessage, ServerResponse } from 'node:http'

const FORM = /^(multipart\/form-data|application\/x-www-form-urlencoded)\b/i

/** @returns whether the path can be decoded: `%zz` cannot */
export function hasReadablePath({ url = '/' }: Pick<IncomingMessage, 'url'>): boolean {
  try {
    decodeURIComponent(url.split('?', 1)[0] ?? '')
    return true
  } catch {
    return false
  }
}

/** @returns whether Next takes this request for the call of a server action */
export function callsAction({
  method,
  url = '/',
  headers,
}: Pick<IncomingMessage, 'method' | 'url' | 'headers'>) {
  if (method !== 'POST' || url.startsWith('/api/')) return false
  return headers['next-action'] !== undefined || FORM.test(headers['content-type'] ?? '')
}

/**
 * Answers 400 where Next says 500 to the call of an action: an action of ours never throws (lib/http/action.ts), so that it was the call
 * that could not be read. What went wrong is in the log all the same.
 */
export function blameSender(request: IncomingMessage, response: ServerResponse): void {
  if (!callsAction(request)) return
  const writeHead = response.writeHead.bind(response) as (...all: unknown[]) => ServerResponse
  response.writeHead = (status: number, ...rest: unknown[]) =>
    writeHead(status === 500 ? 400 : status, ...rest)
}
