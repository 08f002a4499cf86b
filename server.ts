import { createServer, type IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import next from 'next'
import { limitBody } from './lib/http/limit-body.ts'
import { blameSender, refusalOf } from './lib/http/unreadable.ts'

/**
 * The Node server that runs Next.
 *
 * Three seams connect the application, which Next bundles separately, to this process:
 * `Symbol.for('numina.upgrade')` holds a function that takes WebSocket upgrades,
 * `Symbol.for('numina.stopping')` an array of functions that are called when the process begins to end, and
 * `Symbol.for('numina.shutdown')` an array of async functions that are awaited before it does.
 *
 * Environment: HOST, PORT, NODE_ENV, SHUTDOWN_GRACE_MS (how long open requests may take to end, default 10 s), TRUST_PROXY=1
 * (a reverse proxy in front sets x-forwarded-*; without it what a client writes there is thrown away).
 */

type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => void
type ShutdownHook = () => Promise<void>
type Seams = { [key: symbol]: unknown }

const UPGRADE = Symbol.for('numina.upgrade')
const STOPPING = Symbol.for('numina.stopping')
const SHUTDOWN = Symbol.for('numina.shutdown')
const HOOKS_LIMIT_MS = 2_000

const seams = globalThis as Seams
const hostname = process.env.HOST || '127.0.0.1'
const port = Number(process.env.PORT || 3000)
const grace = Number(process.env.SHUTDOWN_GRACE_MS || 10_000)
const dev = process.env.NODE_ENV === 'development'

// Next attaches its own upgrade listener to the server it is given, and ends every socket whose path is also a route.
// It gets a server that never listens, so that only the upgrades meant for it (hot reload) arrive there.
const nextUpgrades = new Server()
const app = next({ dev, hostname, port, httpServer: nextUpgrades })
await app.prepare()
const handleRequest = app.getRequestHandler()

/** Rate limits and logs go by x-forwarded-for: only this server, or a proxy the operator vouches for, may write it. */
function vouchForAddress(request: IncomingMessage): void {
  // Ids of requests are ours: they stand in the logs.
  delete request.headers['x-request-id']
  if (process.env.TRUST_PROXY === '1') return
  for (const name of ['x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-port', 'forwarded'])
    delete request.headers[name]
  request.headers['x-forwarded-for'] = request.socket.remoteAddress ?? ''
}

let openRequests = 0
let onLastRequestEnd: (() => void) | undefined
const server = createServer((request, response) => {
  const refusal = refusalOf(request)
  if (refusal) {
    response.writeHead(refusal).end()
    return
  }
  vouchForAddress(request)
  limitBody(request, response)
  blameSender(request, response)
  openRequests += 1
  response.once('close', () => {
    openRequests -= 1
    if (openRequests === 0) onLastRequestEnd?.()
  })
  handleRequest(request, response).catch((error: unknown) => {
    console.error('unhandled error in a request', error)
    if (!response.headersSent) response.statusCode = 500
    response.end()
  })
})
// Longer than the idle time of usual load balancers (60 s), so that they never reuse a connection we just closed.
server.keepAliveTimeout = 65_000
server.headersTimeout = 70_000
// One limit for every address: limitBody has two.
server.requestTimeout = 0

server.on('upgrade', (request, socket, head) => {
  if (dev && request.url?.startsWith('/_next/')) {
    nextUpgrades.emit('upgrade', request, socket, head)
    return
  }
  const upgrade = seams[UPGRADE]
  if (typeof upgrade === 'function') (upgrade as UpgradeHandler)(request, socket, head)
  else socket.destroy()
})

/** Settles when the promise does, or after `ms` milliseconds, whichever comes first. */
function within(promise: Promise<unknown>, ms: number): Promise<unknown> {
  return Promise.race([promise, new Promise((resolve) => setTimeout(resolve, ms).unref())])
}

async function runShutdownHooks(): Promise<void> {
  const hooks = seams[SHUTDOWN]
  if (!Array.isArray(hooks)) return
  const results = await Promise.allSettled(hooks.map((hook: ShutdownHook) => hook()))
  for (const result of results) {
    if (result.status === 'rejected') console.error('a shutdown function failed', result.reason)
  }
}

/** Streams without an end of their own are closed now, so that nobody waits for them. */
function tellThatItEnds(): void {
  const hooks = seams[STOPPING]
  if (Array.isArray(hooks)) for (const hook of hooks) hook()
}

function allRequestsEnded(): Promise<void> {
  return new Promise((resolve) => {
    onLastRequestEnd = resolve
    if (openRequests === 0) resolve()
  })
}

let stopping = false
async function stop(): Promise<void> {
  if (stopping) return
  stopping = true
  server.close()
  tellThatItEnds()
  await within(allRequestsEnded(), grace)
  server.closeAllConnections()
  await within(runShutdownHooks(), HOOKS_LIMIT_MS)
  process.exit(0)
}
process.on('SIGTERM', stop)
process.on('SIGINT', stop)

server.on('error', (error) => {
  console.error(`the server cannot listen on ${hostname}:${port}: ${error.message}`)
  process.exit(1)
})
server.listen(port, hostname, () => console.log(`listening ${hostname}:${port}`))
