import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { BSON, type Document } from 'mongodb'

const OP_MSG = 2013
const HEADER_BYTES = 16
const REPLY_BODY_AT = 21

/** A connection without a driver: what is sent is exactly what the test says, `lsid` and `txnNumber` included. */
export class WireClient {
  private readonly socket: Socket
  private readonly closed = new AbortController()
  private received = Buffer.alloc(0)

  private constructor(socket: Socket) {
    this.socket = socket
    socket.on('close', () => this.closed.abort())
    socket.on('data', (piece) => {
      this.received = Buffer.concat([this.received, piece as Buffer])
      socket.emit('received')
    })
  }

  /** @param url `mongodb://host:port/…` */
  static async connect(url: string): Promise<WireClient> {
    const { hostname, port } = new URL(url)
    const socket = connect(Number(port || 27017), hostname)
    await once(socket, 'connect')
    return new WireClient(socket)
  }

  /** Sends a command and resolves with its reply, errors included; rejects when the connection ends first. */
  async send(command: Document): Promise<Document> {
    const body = BSON.serialize(command)
    const message = Buffer.alloc(HEADER_BYTES + 5)
    message.writeInt32LE(message.length + body.length, 0)
    message.writeInt32LE(OP_MSG, 12)
    this.socket.write(Buffer.concat([message, body]))
    while (this.received.length < 4 || this.received.length < this.received.readInt32LE(0))
      await once(this.socket, 'received', { signal: this.closed.signal })
    const length = this.received.readInt32LE(0)
    const reply = BSON.deserialize(this.received.subarray(REPLY_BODY_AT, length))
    this.received = this.received.subarray(length)
    return reply
  }

  close(): void {
    this.socket.destroy()
  }
}
