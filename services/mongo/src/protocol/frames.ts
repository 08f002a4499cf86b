/** The frame breaks the protocol: the connection must end. */
export class ProtocolError extends Error {}

export const HEADER_BYTES = 16
export const MAX_MESSAGE_BYTES = 48_000_000

/** One message of the wire protocol. */
export interface Frame {
  requestId: number
  opCode: number
  /** The whole message, header included. */
  bytes: Buffer
}

/**
 * Cuts a byte stream into messages. Bytes are joined once per message, so a large message in many
 * small pieces costs no repeated copying.
 */
export class FrameParser {
  private pieces: Buffer[] = []
  private available = 0
  private wanted = HEADER_BYTES

  /** Bytes that wait for the rest of their message. */
  get pending(): number {
    return this.available
  }

  push(piece: Buffer): void {
    this.pieces.push(piece)
    this.available += piece.length
  }

  /**
   * The next complete message, if there is one.
   * @throws ProtocolError for an impossible length
   */
  next(): Frame | undefined {
    if (this.available < this.wanted) return undefined
    const first = this.joined()
    const length = first.readInt32LE(0)
    if (length < HEADER_BYTES || length > MAX_MESSAGE_BYTES)
      throw new ProtocolError(`message length ${length} out of range`)
    this.wanted = length
    if (this.available < length) return undefined
    const bytes = first.subarray(0, length)
    const rest = first.subarray(length)
    this.pieces = rest.length > 0 ? [rest] : []
    this.available = rest.length
    this.wanted = HEADER_BYTES
    return { requestId: bytes.readInt32LE(4), opCode: bytes.readInt32LE(12), bytes }
  }

  private joined(): Buffer {
    if (this.pieces.length > 1) this.pieces = [Buffer.concat(this.pieces, this.available)]
    return this.pieces[0] as Buffer
  }
}
