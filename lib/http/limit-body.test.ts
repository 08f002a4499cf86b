import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { limitBody } from './limit-body'

const LIMIT_MS = 50
let server: Server
/** Called with each request whose headers have come. */
let onRequest: (url: string) => void = () => undefined

beforeEach(async () => {
  server = createServer(async (request, response) => {
    limitBody(request, response, LIMIT_MS)
    onRequest(request.url ?? '')
    if (request.url?.endsWith('refused')) {
      response.end('no')
      return
    }
    let text = ''
    try {
      for await (const piece of request) text += piece
      response.end(text)
    } catch {
      // The connection was ended: nobody is there to be answered.
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

/** Sends the beginning of a body of four bytes. */
async function begin(url: string): Promise<Socket> {
  const arrived = new Promise<void>((resolve) => {
    onRequest = (seen) => seen === url && resolve()
  })
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  socket.on('error', () => undefined)
  socket.write(`POST ${url} HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nab`)
  await arrived
  return socket
}

async function answer(socket: Socket): Promise<string> {
  const [bytes] = (await once(socket, 'data')) as [Buffer]
  return bytes.toString()
}

it('cuts off a body that does not come to its end, but not that of an import', async () => {
  const upload = await begin('/api/imports?id=1')
  const slow = await begin('/api/chat')
  slow.resume()
  await once(slow, 'close')
  upload.write('cd')
  expect(await answer(upload)).toMatch(/^HTTP\/1.1 200 [\s\S]*abcd/)
  upload.destroy()
})

it('cuts off what goes on sending after an import was answered', async () => {
  const refused = await begin('/api/imports?id=1&refused')
  expect(await answer(refused)).toMatch(/no$/m)
  refused.resume()
  await once(refused, 'close')
})

it('leaves a connection alone whose body came in time', async () => {
  const quick = await begin('/api/chat')
  quick.write('cd')
  expect(await answer(quick)).toMatch(/abcd/)
  const slow = await begin('/api/other')
  slow.resume()
  await once(slow, 'close')
  quick.write('GET /again HTTP/1.1\r\nHost: x\r\n\r\n')
  expect(await answer(quick)).toMatch(/^HTTP\/1.1 200/)
  quick.destroy()
})
