import { createServer, type Server as NetServer, type Socket } from 'node:net'
import { makeCredentials } from './auth/scram.ts'
import { Commands } from './commands/dispatch.ts'
import { Engine } from './engine.ts'
import { Connection } from './protocol/connection.ts'
import { StartError } from './storage/lock-file.ts'

export interface ServerOptions {
  dir: string
  host: string
  /** 0 picks a free port. */
  port: number
  /** Makes clients prove that they know it, as user `numina`. */
  password?: string
  /** Whether a write is acknowledged when it is on disk (default), or when the system has it. */
  sync?: boolean
}

const USER = 'numina'

/** A running server. */
export class MongoServer {
  readonly engine: Engine
  private readonly net: NetServer
  private readonly commands: Commands
  private readonly sockets = new Set<Socket>()

  private constructor(engine: Engine) {
    this.engine = engine
    const commands = new Commands(engine)
    this.commands = commands
    let lastId = 0
    this.net = createServer((socket) => {
      this.sockets.add(socket)
      socket.on('close', () => this.sockets.delete(socket))
      new Connection(++lastId, socket, commands)
    })
  }

  /** Opens the data and listens. @throws StartError with a line for the operator */
  static async start(options: ServerOptions): Promise<MongoServer> {
    const { dir, host, password, sync } = options
    if (!password && !isLoopback(host))
      throw new StartError(
        `Refusing to listen on ${host} without a password: set NUMINA_MONGO_PASSWORD or --password-file, or use --host 127.0.0.1.`,
      )
    const engine = new Engine(dir, {
      credentials: password ? makeCredentials(USER, password) : undefined,
      sync,
    })
    const server = new MongoServer(engine)
    try {
      await server.listen(options)
    } catch (error) {
      await server.engine.stop()
      server.engine.close()
      throw error
    }
    return server
  }

  /** The port it listens on. */
  get port(): number {
    const address = this.net.address()
    return typeof address === 'object' && address ? address.port : 0
  }

  /** Stops accepting, ends all connections and closes the data. */
  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.net.close(resolve))
    for (const socket of this.sockets) socket.destroy()
    await closed
    await this.engine.stop()
    await this.commands.settled()
    this.engine.close()
  }

  private listen({ host, port }: ServerOptions): Promise<void> {
    return new Promise((resolve, reject) => {
      this.net.once('error', (error) => reject(explainListen(error, host, port)))
      this.net.listen({ host, port }, () => resolve())
    })
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)
}

function explainListen(error: Error & { code?: string }, host: string, port: number): StartError {
  if (error.code === 'EADDRINUSE')
    return new StartError(
      `Port ${port} on ${host} is in use: stop what listens there, or use another --port.`,
    )
  if (error.code === 'EACCES')
    return new StartError(`Not allowed to listen on port ${port}: use a --port above 1023.`)
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
    return new StartError(`${host} is not an address of this machine: use another --host.`)
  return new StartError(`Cannot listen on ${host}:${port}: ${error.message}`)
}
