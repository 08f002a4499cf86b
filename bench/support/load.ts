import http from 'node:http'

/** A request whose answer is a stream. */
export type Ask = { url: string; headers?: Record<string, string>; body: string }
/** Milliseconds from sending the request. */
export type Times = { firstToken: number; end: number }

const agent = new http.Agent({ keepAlive: false, maxSockets: Number.POSITIVE_INFINITY })

/**
 * Sends a request and reads its answer to the end, for as little processor time as possible: many of these run beside the server
 * they measure, on the same machine.
 *
 * @param token bytes that only the first token has
 * @param onFirstToken called when that has come
 * @throws when the answer is no success, or has no token
 */
export function readStream(
  { url, headers, body }: Ask,
  token: string,
  onFirstToken?: () => void,
): Promise<Times> {
  const start = performance.now()
  return new Promise((resolve, reject) => {
    const options = { method: 'POST', agent, headers: { 'content-type': 'application/json', ...headers } }
    const request = http.request(url, options, (response) => {
      let firstToken: number | undefined
      let head = ''
      response.on('data', (bytes: Buffer) => {
        if (firstToken !== undefined) return
        head += bytes.toString('latin1')
        if (!head.includes(token)) return
        firstToken = performance.now() - start
        onFirstToken?.()
      })
      response.on('error', reject)
      response.on('end', () => {
        if (firstToken !== undefined) resolve({ firstToken, end: performance.now() - start })
        else reject(new Error(`${url} answered ${response.statusCode}: ${head.slice(0, 300)}`))
      })
    })
    request.on('error', reject)
    request.end(body)
  })
}
