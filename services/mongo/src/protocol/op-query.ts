import { decodeDocument, documentLength } from '../bson/decode.ts'
import { encodeDocument } from '../bson/encode.ts'
import type { Document } from '../bson/values.ts'
import { type Frame, HEADER_BYTES, ProtocolError } from './frames.ts'

export const OP_QUERY = 2004
const OP_REPLY = 1
const REPLY_HEADER_BYTES = HEADER_BYTES + 20
const QUERY_FAILURE = 2

/** An OP_QUERY, which drivers still use for the very first `hello` of a connection. */
export interface LegacyQuery {
  /** `db.$cmd` for a command */
  namespace: string
  query: Document
}

/** @throws ProtocolError, or ServerError InvalidBSON */
export function parseQuery(frame: Frame): LegacyQuery {
  const { bytes } = frame
  const nameEnd = bytes.indexOf(0, HEADER_BYTES + 4)
  if (nameEnd < 0) throw new ProtocolError('OP_QUERY has no collection name')
  const namespace = bytes.toString('utf8', HEADER_BYTES + 4, nameEnd)
  const at = nameEnd + 1 + 8
  const length = documentLength(bytes, at)
  return { namespace, query: decodeDocument(bytes.subarray(at, at + length)) }
}

/** The bytes of an OP_REPLY with one document. */
export function encodeLegacyReply(requestId: number, responseTo: number, reply: Document): Buffer[] {
  const body = encodeDocument(reply)
  const header = Buffer.alloc(REPLY_HEADER_BYTES)
  header.writeInt32LE(header.length + body.length, 0)
  header.writeInt32LE(requestId, 4)
  header.writeInt32LE(responseTo, 8)
  header.writeInt32LE(OP_REPLY, 12)
  header.writeInt32LE('$err' in reply ? QUERY_FAILURE : 0, 16)
  header.writeInt32LE(1, 32)
  return [header, body]
}
