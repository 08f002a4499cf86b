import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
  UUID,
} from 'bson'
import { fail } from '../errors.ts'
import { type Document, MAX_DEPTH } from './values.ts'

/**
 * A strict decoder into the value model of this server: every number keeps its BSON class, nothing
 * is turned into a DBRef, and malformed bytes always throw `InvalidBSON` (22). The library's decoder
 * promotes DBRefs and accepts some malformed lengths, hence our own. Format: https://bsonspec.org
 */
class Reader {
  readonly bytes: Buffer
  at: number

  constructor(bytes: Buffer, at: number) {
    this.bytes = bytes
    this.at = at
  }

  int32(): number {
    if (this.at + 4 > this.bytes.length) corrupt('truncated int32')
    const value = this.bytes.readInt32LE(this.at)
    this.at += 4
    return value
  }

  skip(length: number): number {
    const start = this.at
    if (length < 0 || start + length > this.bytes.length) corrupt('length exceeds the document')
    this.at = start + length
    return start
  }

  cstring(): string {
    const end = this.bytes.indexOf(0, this.at)
    if (end < 0) corrupt('unterminated cstring')
    const value = text(this.bytes, this.at, end)
    this.at = end + 1
    return value
  }

  string(): string {
    const length = this.int32()
    if (length < 1) corrupt('bad string length')
    const start = this.skip(length)
    if (this.bytes[this.at - 1] !== 0) corrupt('unterminated string')
    return text(this.bytes, start, this.at - 1)
  }
}

function corrupt(reason: string): never {
  return fail('InvalidBSON', `Invalid BSON: ${reason}`)
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function text(bytes: Buffer, start: number, end: number): string {
  const value = bytes.toString('utf8', start, end)
  if (value.includes('\uFFFD')) {
    try {
      strictUtf8.decode(bytes.subarray(start, end))
    } catch {
      corrupt('text is not UTF-8')
    }
  }
  return value
}

/**
 * Decodes the document that begins at `offset` of `bytes`.
 * @throws ServerError InvalidBSON when it is malformed, runs past the end or nests deeper than MAX_DEPTH.
 */
export function decodeDocument(bytes: Buffer, offset = 0): Document {
  return readDocument(new Reader(bytes, offset), 0)
}

/** Length in bytes of the document at `offset`, checked against the end of `bytes`. */
export function documentLength(bytes: Buffer, offset: number, end = bytes.length): number {
  if (offset + 5 > end) corrupt('truncated document')
  const length = bytes.readInt32LE(offset)
  if (length < 5 || offset + length > end) corrupt('document length out of range')
  return length
}

function openDocument(reader: Reader, depth: number): number {
  if (depth > MAX_DEPTH) corrupt(`nested deeper than ${MAX_DEPTH} levels`)
  const end = reader.at + documentLength(reader.bytes, reader.at)
  if (reader.bytes[end - 1] !== 0) corrupt('document does not end with zero')
  reader.at += 4
  return end
}

function closeDocument(reader: Reader, end: number): void {
  if (reader.at !== end) corrupt('document length does not match its content')
}

function readDocument(reader: Reader, depth: number): Document {
  const end = openDocument(reader, depth)
  const doc: Document = {}
  for (;;) {
    const type = reader.bytes[reader.at++]
    if (type === 0) break
    const name = reader.cstring()
    const value = readValue(reader, type, depth)
    if (name === '__proto__') {
      Object.defineProperty(doc, name, { value, writable: true, enumerable: true, configurable: true })
    } else doc[name] = value
  }
  closeDocument(reader, end)
  return doc
}

function readArray(reader: Reader, depth: number): unknown[] {
  const end = openDocument(reader, depth)
  const values: unknown[] = []
  for (;;) {
    const type = reader.bytes[reader.at++]
    if (type === 0) break
    const nameEnd = reader.bytes.indexOf(0, reader.at)
    if (nameEnd < 0) corrupt('unterminated cstring')
    reader.at = nameEnd + 1
    values.push(readValue(reader, type, depth))
  }
  closeDocument(reader, end)
  return values
}

function readValue(reader: Reader, type: number | undefined, depth: number): unknown {
  switch (type) {
    case 0x02:
      return reader.string()
    case 0x03:
      return readDocument(reader, depth + 1)
    case 0x04:
      return readArray(reader, depth + 1)
    case 0x07:
      return new ObjectId(reader.bytes.subarray(reader.skip(12), reader.at))
    case 0x08:
      return readBoolean(reader)
    case 0x09:
      return readDate(reader)
    case 0x0a:
      return null
    case 0x10:
      return new Int32(reader.int32())
    case 0x01:
      return new Double(reader.bytes.readDoubleLE(reader.skip(8)))
    case 0x12:
      return new Long(reader.int32(), reader.int32())
    default:
      return readRareValue(reader, type, depth)
  }
}

function readRareValue(reader: Reader, type: number | undefined, depth: number): unknown {
  switch (type) {
    case 0x05:
      return readBinary(reader)
    case 0x06:
      return undefined
    case 0x0b:
      return readRegex(reader)
    case 0x0d:
      return new Code(reader.string())
    case 0x0e:
      return new BSONSymbol(reader.string())
    case 0x0f:
      return readCodeWithScope(reader, depth)
    case 0x11: {
      const low = reader.int32()
      return new Timestamp(new Long(low, reader.int32(), true))
    }
    case 0x13:
      return new Decimal128(Buffer.from(reader.bytes.subarray(reader.skip(16), reader.at)))
    case 0x7f:
      return new MaxKey()
    case 0xff:
      return new MinKey()
    default:
      return corrupt(`unknown element type ${type}`)
  }
}

function readBoolean(reader: Reader): boolean {
  const byte = reader.bytes[reader.skip(1)]
  if (byte !== 0 && byte !== 1) corrupt('boolean is neither 0 nor 1')
  return byte === 1
}

function readDate(reader: Reader): Date {
  const low = reader.int32()
  const high = reader.int32()
  return new Date(high * 0x1_0000_0000 + (low >>> 0))
}

function readRegex(reader: Reader): BSONRegExp {
  const pattern = reader.cstring()
  const options = reader.cstring()
  if (/[^ilmsux]/.test(options)) corrupt(`invalid option in the regular expression: ${options}`)
  return new BSONRegExp(pattern, options)
}

function readBinary(reader: Reader): Binary {
  let length = reader.int32()
  const subtype = reader.bytes[reader.skip(1)] ?? 0
  if (subtype === Binary.SUBTYPE_BYTE_ARRAY) {
    const inner = reader.int32()
    if (inner !== length - 4) corrupt('old binary length does not match')
    length = inner
  }
  const start = reader.skip(length)
  const content = Buffer.from(reader.bytes.subarray(start, reader.at))
  if (subtype === Binary.SUBTYPE_UUID && length === 16) return new UUID(content)
  return new Binary(content, subtype)
}

function readCodeWithScope(reader: Reader, depth: number): Code {
  const start = reader.at
  const length = reader.int32()
  const code = new Code(reader.string(), readDocument(reader, depth + 1))
  if (reader.at !== start + length) corrupt('code with scope length does not match')
  return code
}
