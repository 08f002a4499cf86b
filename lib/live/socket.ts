import 'server-only'
import { type IncomingMessage, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { authenticateUpgrade } from '@/lib/auth/upgrade'
import { AppError } from '@/lib/core/errors'
import { idSchema } from '@/lib/core/id-schema'
import { assertSameOrigin } from '@/lib/http/origin'
import { assertWithinRate } from '@/lib/http/rate-limit'
import { logFailure } from '@/lib/http/respond'
import { hasRoom, type Listener, listen, word } from './hub'
import { SESSION_ENDED } from './limits'
import type { LiveMessage } from './schema'

const LIVE_PATH = '/api/live'

/** Bytes a slow client may leave lying; after that events are dropped, and it reads everything again. */
const MOST_BUFFERED = 64 * 1024
/** Codes of RFC 6455, section 7.4.1. */
const GOING_AWAY = 1001
const NOT_ALLOWED = 1008

const server = new WebSocketServer({ noServer: true, maxPayload: 1024, perMessageDeflate: false })

/** Takes a WebSocket upgrade for the live channel, or refuses it with a status. Never throws. */
export async function takeUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
  socket.on('error', () => socket.destroy())
  try {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://numina')
    if (pathname !== LIVE_PATH) throw new AppError('not_found', 'There is no channel here.')
    assertSameOrigin(request.headers.origin ?? 'none', request.headers.host ?? null)
    const { userId, workspaceId, sessionId } = await authenticateUpgrade(request)
    await assertWithinRate('live', userId)
    if (!hasRoom(userId)) throw new AppError('rate_limited', 'Too many windows are open.')
    const after = idSchema.safeParse(searchParams.get('after'))
    server.handleUpgrade(request, socket, head, (client) =>
      attach(client, { userId, workspaceId, sessionId }, after.data ?? null),
    )
  } catch (error) {
    logFailure('live upgrade', error, '')
    refuse(socket, error instanceof AppError ? error.status : 500)
  }
}

function refuse(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`)
}

type Identity = Pick<Listener, 'userId' | 'workspaceId' | 'sessionId'>

function attach(client: WebSocket, identity: Identity, after: string | null): void {
  let isBehind = false
  let isAlive = true
  const write = (message: LiveMessage) => client.send(JSON.stringify(message), caughtUp)
  const caughtUp = () => {
    if (!isBehind || client.bufferedAmount > 0) return
    isBehind = false
    write(word('refetch'))
  }
  const leave = listen(
    {
      ...identity,
      deliver(message) {
        if (message.kind === 'ping') {
          if (!isAlive) return client.terminate()
          isAlive = false
          client.ping()
        }
        isBehind ||= client.bufferedAmount > MOST_BUFFERED
        if (!isBehind) write(message)
      },
      close: (why) =>
        why === 'ended' ? client.close(SESSION_ENDED, 'signed out') : client.close(GOING_AWAY, 'restarting'),
    },
    after,
  )
  client.on('pong', () => {
    isAlive = true
  })
  // There is nothing to say to the server here.
  client.on('message', () => client.close(NOT_ALLOWED))
  client.on('error', () => client.terminate())
  client.on('close', leave)
}
