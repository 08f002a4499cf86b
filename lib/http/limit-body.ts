/** How long a body may take to arrive. Used by server.ts, outside of Next. */
import type { IncomingMessage, ServerResponse } from 'node:http'

const BODY_LIMIT_MS = 300_000

/** Half a gigabyte takes hours on a slow line. Who falls silent is cut off by the import itself (lib/transfer/import/count-bytes.ts). */
const TAKES_ITS_TIME = /^\/api\/imports(\?|$)/

/**
 * Ends the connection of somebody who sends a body so slowly that all they want is to hold it. Node's own `requestTimeout` does the
 * same, but for every address alike. Once it has been answered an import is a body like any other.
 */
export function limitBody(request: IncomingMessage, response: ServerResponse, limitMs = BODY_LIMIT_MS): void {
  const { headers, socket, url = '' } = request
  if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) return
  const begin = () => {
    if (request.complete) return
    const timer = setTimeout(() => {
      if (!request.complete) socket.destroy()
    }, limitMs).unref()
    request.once('close', () => clearTimeout(timer))
  }
  if (TAKES_ITS_TIME.test(url)) response.once('finish', begin)
  else begin()
}
