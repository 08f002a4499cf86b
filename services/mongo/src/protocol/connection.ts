import type { Socket } from 'node:net'
import type { Document } from '../bson/values.ts'
import { type CommandContext, type Commands, errorReply } from '../commands/dispatch.ts'
import { ServerError } from '../errors.ts'
import { type Frame, FrameParser, MAX_MESSAGE_BYTES, ProtocolError } from './frames.ts'
import { encodeReply, OP_MSG, parseMessage } from './op-msg.ts'
import { encodeLegacyReply, OP_QUERY, parseQuery } from './op-query.ts'

/** By which a client that vanished without a word is noticed. */
const KEEP_ALIVE_MILLISECONDS = 120_000

let lastReplyId = 0

/**
 * One client connection: reads messages, runs them one after the other, writes the replies.
 * A message that breaks the protocol ends this connection and nothing else.
 */
export class Connection {
  readonly id: number
  private readonly socket: Socket
  private readonly commands: Commands
  private readonly parser = new FrameParser()
  private readonly context: CommandContext
  private isBusy = false
  private readonly closing = new AbortController()

  constructor(id: number, socket: Socket, commands: Commands) {
    this.id = id
    this.socket = socket
    this.commands = commands
    const address = `${formatHost(socket.localAddress)}:${socket.localPort}`
    this.context = commands.openConnection(id, address, this.closing.signal)
    socket.setNoDelay(true)
    socket.setKeepAlive(true, KEEP_ALIVE_MILLISECONDS)
    socket.on('data', (piece) => this.receive(piece as Buffer))
    socket.on('error', () => socket.destroy())
    socket.on('close', () => this.closing.abort())
  }

  private receive(piece: Buffer): void {
    this.parser.push(piece)
    if (!this.isBusy) void this.work()
    else if (this.parser.pending > MAX_MESSAGE_BYTES) this.socket.pause()
  }

  private async work(): Promise<void> {
    this.isBusy = true
    try {
      for (let frame = this.parser.next(); frame; frame = this.parser.next()) {
        await this.answer(frame)
        if (this.socket.destroyed) return
      }
    } catch (error) {
      if (!(error instanceof ProtocolError || error instanceof ServerError))
        console.error(`numina-mongo: connection ${this.id} failed:`, error)
      this.socket.destroy()
    } finally {
      this.isBusy = false
      if (this.socket.isPaused()) this.socket.resume()
    }
  }

  private async answer(frame: Frame): Promise<void> {
    if (frame.opCode === OP_MSG) {
      const message = parseMessage(frame)
      const reply = await this.commands.run(this.context, message)
      if (!message.moreToCome) await this.send(encodeReply(++lastReplyId, frame.requestId, reply))
    } else if (frame.opCode === OP_QUERY) {
      const reply = await this.answerLegacy(frame)
      await this.send(encodeLegacyReply(++lastReplyId, frame.requestId, reply))
    } else throw new ProtocolError(`unsupported opcode ${frame.opCode}`)
  }

  private async answerLegacy(frame: Frame): Promise<Document> {
    const { namespace, query } = parseQuery(frame)
    const name = Object.keys(query)[0]?.toLowerCase()
    if (namespace.endsWith('.$cmd') && (name === 'hello' || name === 'ismaster'))
      return this.commands.run(this.context, {
        body: { ...query, $db: namespace.slice(0, -'.$cmd'.length) },
        sequences: new Map(),
        moreToCome: false,
      })
    const error = new ServerError(
      'UnsupportedOpQueryCommand',
      `Unsupported OP_QUERY command: ${name ?? ''}. The client driver may require an upgrade.`,
    )
    return { $err: error.message, ...errorReply(error) }
  }

  /** Writes a reply and waits while the client reads too slowly. */
  private send(parts: Buffer[]): Promise<void> | undefined {
    if (this.socket.destroyed) return undefined
    this.socket.cork()
    let flowing = true
    for (const part of parts) flowing = this.socket.write(part)
    this.socket.uncork()
    if (flowing) return undefined
    return new Promise((resolve) => {
      const done = () => {
        this.socket.off('drain', done)
        this.closing.signal.removeEventListener('abort', done)
        resolve()
      }
      this.socket.on('drain', done)
      this.closing.signal.addEventListener('abort', done)
    })
  }
}

/** An address as it stands in a host:port pair. */
function formatHost(address: string | undefined): string {
  const plain = (address ?? '127.0.0.1').replace(/^::ffff:/, '')
  return plain.includes(':') ? `[${plain}]` : plain
}
