import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'
import { errorCode, Failure } from './failure.ts'

/**
 * Below those that systems give to outgoing connections (from 32,768 on with Linux, from 49,152 on elsewhere): whoever connects to
 * anything in the meantime cannot be given the port before its server listens.
 */
const PICKED_PORTS = { from: 20_000, below: 32_000 }
const TRIES = 50

/** @returns a port of 127.0.0.1 that nobody listens on at this moment, and that no outgoing connection takes */
export async function pickFreePort(): Promise<number> {
  for (let left = TRIES; ; left--) {
    const port = randomInt(PICKED_PORTS.from, PICKED_PORTS.below)
    try {
      return await listenOnce(port, '127.0.0.1')
    } catch (error) {
      if (left === 0 || errorCode(error) !== 'EADDRINUSE') throw error
    }
  }
}

/** @throws Failure when nothing could listen on this address and port now */
export async function assertPortFree(port: number, host: string): Promise<void> {
  try {
    await listenOnce(port, host)
  } catch (error) {
    const code = errorCode(error)
    if (code === 'EADDRINUSE') {
      throw new Failure(
        `Port ${port} is in use by another program.`,
        `Stop that program (lsof -i :${port} names it) or choose another port: PORT=${port + 1} npm start`,
      )
    }
    if (code === 'EACCES') {
      throw new Failure(
        `This user may not listen on port ${port}.`,
        'Choose a port from 1024 on: PORT=3000 npm start',
      )
    }
    throw new Failure(
      `Nothing can listen on HOST=${host} (${code}).`,
      'Use an address of this machine, or 127.0.0.1.',
    )
  }
}

function listenOnce(port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(port, host, () => {
      const address = server.address()
      server.close(() => resolve(address && typeof address === 'object' ? address.port : port))
    })
  })
}
