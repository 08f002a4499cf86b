import { fetchWithNode } from './fetch-with-node'
import { gatherWeb } from './gathered-body'

/**
 * A `fetch` whose event streams come in fewer, larger events: what a model sends token by token is joined for some 40 ms before
 * anything parses it. Each event costs its way through the AI SDK several times what joining it costs here. Events that hold
 * anything but words pass as they are, in their place.
 *
 * @param inner how requests are sent. Where that is the plain `fetch`, posts go over Node's own client: for a stream of tokens it
 * takes a third of the processor time.
 */
export function gatherTokens(inner: typeof fetch): typeof fetch {
  return async (input, init) => {
    if (
      inner === fetch &&
      init?.method === 'POST' &&
      typeof init.body === 'string' &&
      !(input instanceof Request)
    )
      return fetchWithNode(new URL(input), { ...init, body: init.body })
    const response = await inner(input, init)
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream')
    if (!isStream || !response.ok || !response.body) return response
    const { status, statusText, headers } = response
    return new Response(gatherWeb(response.body), { status, statusText, headers })
  }
}
