import http from 'node:http'

export type Attempt = {
  method: string
  path: string
  headers: Record<string, string>
  body?: string | Uint8Array
}
export type Reply = { status: number; headers: http.IncomingHttpHeaders; text: string; ms: number }

/** Enough to see what an answer is; streams have no end of their own. */
const MOST_CHARS = 300_000
const STREAM_MS = 150

const agent = new http.Agent({ keepAlive: true, maxSockets: 32 })

/** Sends exactly these bytes, which `fetch` would tidy up. @returns status 0 when the connection was closed without an answer */
export function send(
  base: string,
  { method, path, headers, body }: Attempt,
  limitMs: number,
): Promise<Reply> {
  const started = Date.now()
  const { hostname, port } = new URL(base)
  return new Promise((resolve, reject) => {
    const end = (status: number, heads: http.IncomingHttpHeaders, text: string) => {
      clearTimeout(limit)
      resolve({ status, headers: heads, text, ms: Date.now() - started })
    }
    const request = http.request({ agent, hostname, port, method, path, headers }, (response) => {
      const { statusCode = 0, headers: heads } = response
      let text = ''
      const isStream = heads['content-type']?.startsWith('text/event-stream')
      const stop = () => {
        end(statusCode, heads, text)
        response.destroy()
      }
      if (isStream) setTimeout(stop, STREAM_MS)
      response.setEncoding('utf8')
      response.on('data', (part: string) => {
        text += part
        if (text.length > MOST_CHARS) stop()
      })
      response.on('end', () => end(statusCode, heads, text))
      response.on('error', () => end(statusCode, heads, text))
    })
    const limit = setTimeout(() => {
      request.destroy()
      reject(new Error(`no answer within ${limitMs} ms`))
    }, limitMs)
    request.on('upgrade', (response, socket) => {
      socket.destroy()
      end(response.statusCode ?? 0, response.headers, '')
    })
    request.on('error', () => end(0, {}, ''))
    request.end(body)
  })
}
