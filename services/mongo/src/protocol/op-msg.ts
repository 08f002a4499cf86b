import { decodeDocument, documentLength } from '../bson/decode.ts'
import { encodeDocument } from '../bson/encode.ts'
import type { Document } from '../bson/values.ts'
import { crc32c } from './crc32c.ts'
import { type Frame, HEADER_BYTES, ProtocolError } from './frames.ts'

export const OP_MSG = 2013

const CHECKSUM_PRESENT = 1
const MORE_TO_COME = 2
/** Bits 0–15 must be understood by the receiver; bit 16 (exhaustAllowed) may be ignored. */
const UNKNOWN_REQUIRED = 0xffff & ~(CHECKSUM_PRESENT | MORE_TO_COME)

/** A document of a kind 1 section, with the bytes it came in. */
export interface SequenceItem {
  doc: Document
  raw: Buffer
}

/** A command as it arrived in an OP_MSG. */
export interface Message {
  body: Document
  /** Document sequences by field name; their documents also stand in `body[name]`. */
  sequences: Map<string, SequenceItem[]>
  /** The client wants no reply (unacknowledged write). */
  moreToCome: boolean
}

/**
 * Reads an OP_MSG. Format: https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/
 * @throws ProtocolError, or ServerError InvalidBSON: in both cases the connection must end
 */
export function parseMessage(frame: Frame): Message {
  const { bytes } = frame
  if (bytes.length < HEADER_BYTES + 5) throw new ProtocolError('OP_MSG is too short')
  const flags = bytes.readUInt32LE(HEADER_BYTES)
  if (flags & UNKNOWN_REQUIRED) throw new ProtocolError(`unknown OP_MSG flags ${flags}`)
  let end = bytes.length
  if (flags & CHECKSUM_PRESENT) {
    end -= 4
    if (crc32c(bytes.subarray(0, end)) !== bytes.readUInt32LE(end))
      throw new ProtocolError('OP_MSG checksum does not match')
  }
  const { body, sequences } = parseSections(bytes, HEADER_BYTES + 4, end)
  for (const [name, items] of sequences) {
    if (Object.hasOwn(body, name)) throw new ProtocolError(`OP_MSG has the field ${name} twice`)
    body[name] = items.map((item) => item.doc)
  }
  return { body, sequences, moreToCome: (flags & MORE_TO_COME) !== 0 }
}

function parseSections(
  bytes: Buffer,
  start: number,
  end: number,
): { body: Document; sequences: Map<string, SequenceItem[]> } {
  let body: Document | undefined
  const sequences = new Map<string, SequenceItem[]>()
  let at = start
  while (at < end) {
    const kind = bytes[at++]
    if (kind === 0) {
      if (body) throw new ProtocolError('OP_MSG has two bodies')
      const length = documentLength(bytes, at, end)
      body = decodeDocument(bytes.subarray(at, at + length))
      at += length
    } else if (kind === 1) at = parseSequence(bytes, at, end, sequences)
    else throw new ProtocolError(`unknown OP_MSG section kind ${kind}`)
  }
  if (!body) throw new ProtocolError('OP_MSG has no body')
  return { body, sequences }
}

function parseSequence(bytes: Buffer, start: number, end: number, into: Map<string, SequenceItem[]>): number {
  if (start + 5 > end) throw new ProtocolError('OP_MSG section is too short')
  const size = bytes.readInt32LE(start)
  const sectionEnd = start + size
  if (size < 5 || sectionEnd > end) throw new ProtocolError('OP_MSG section size out of range')
  const nameEnd = bytes.indexOf(0, start + 4)
  if (nameEnd < 0 || nameEnd >= sectionEnd) throw new ProtocolError('OP_MSG section has no identifier')
  const name = bytes.toString('utf8', start + 4, nameEnd)
  if (into.has(name)) throw new ProtocolError(`OP_MSG has the section ${name} twice`)
  const items: SequenceItem[] = []
  for (let at = nameEnd + 1; at < sectionEnd; ) {
    const length = documentLength(bytes, at, sectionEnd)
    const raw = bytes.subarray(at, at + length)
    items.push({ raw, doc: decodeDocument(raw) })
    at += length
  }
  into.set(name, items)
  return sectionEnd
}

/** The bytes of an OP_MSG reply. */
export function encodeReply(requestId: number, responseTo: number, reply: Document): Buffer[] {
  const body = encodeDocument(reply)
  const header = Buffer.allocUnsafe(HEADER_BYTES + 5)
  header.writeInt32LE(header.length + body.length, 0)
  header.writeInt32LE(requestId, 4)
  header.writeInt32LE(responseTo, 8)
  header.writeInt32LE(OP_MSG, 12)
  header.writeUInt32LE(0, 16)
  header[20] = 0
  return [header, body]
}
