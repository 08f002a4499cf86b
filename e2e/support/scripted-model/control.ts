import type { IncomingMessage, ServerResponse } from 'node:http'
import type { CallEvent, CallLog } from './calls.ts'
import { readBody, sendError, sendJson } from './http.ts'
import type { ScriptBook } from './script-book.ts'

const EVENTS: ReadonlySet<string> = new Set<CallEvent>(['started', 'held', 'finished', 'aborted', 'failed'])
const WAIT_LIMIT_MS = 10_000

/**
 * The tests' side of the server:
 * `POST /control/script` takes a script or a list of them, `POST /control/reset` forgets scripts and calls,
 * `GET /control/calls` lists the calls, `GET /control/wait?event=aborted&call=1[&timeout=ms]` answers with the call once
 * that has happened to it, or with 408. `match=some text` in place of `call` means the call by its last user message,
 * which also works while other tests use the same server. `POST /control/go?match=some text` lets go on what waits by `holdAfter`,
 * once it does.
 */
export async function answerControl(
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
  { scripts, calls }: { scripts: ScriptBook; calls: CallLog },
): Promise<void> {
  const route = `${request.method} ${url.pathname}`
  if (route === 'POST /control/script') {
    scripts.give(await readBody(request))
    sendJson(response, 200, { ok: true })
  } else if (route === 'POST /control/reset') {
    scripts.reset()
    calls.reset()
    sendJson(response, 200, { ok: true })
  } else if (route === 'GET /control/calls') sendJson(response, 200, calls.list())
  else if (route === 'POST /control/go') await answerGo(url, response, calls)
  else if (route === 'GET /control/wait') await answerWait(url, response, calls)
  else sendError(response, 404, `Nothing at ${route}`)
}

async function answerWait(url: URL, response: ServerResponse, calls: CallLog): Promise<void> {
  const { event = '', call, match, timeout = WAIT_LIMIT_MS } = Object.fromEntries(url.searchParams)
  const query = match === undefined ? { number: Number(call ?? 1) } : { match }
  if (!isEvent(event) || ('number' in query && !Number.isInteger(query.number)))
    return sendError(response, 400, `event must be one of ${[...EVENTS].join(', ')}, call a number`)
  const gone = new AbortController()
  response.on('close', () => gone.abort())
  const limit = AbortSignal.timeout(Number(timeout))
  const found = await calls.wait(query, event, AbortSignal.any([gone.signal, limit]))
  if (found) sendJson(response, 200, found)
  else if (!gone.signal.aborted) sendError(response, 408, `No such call has ${event} within ${timeout} ms`)
}

async function answerGo(url: URL, response: ServerResponse, calls: CallLog): Promise<void> {
  const { match = '', timeout = WAIT_LIMIT_MS } = Object.fromEntries(url.searchParams)
  const count = await calls.letGo({ match }, AbortSignal.timeout(Number(timeout)))
  if (count > 0) sendJson(response, 200, { count })
  else sendError(response, 408, `No such answer was held within ${timeout} ms`)
}

const isEvent = (event: string): event is CallEvent => EVENTS.has(event)
