import { createServer } from 'node:net'
import { errorCode, Failure } from './failure.ts'

/** A port of 127.0.0.1 that nobody listens on at this moment. */
export async function pickFreePort(): Promise<number> {
  return listenOnce(0, '127.0.0.1')
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
