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
} from 'bson'
import { fail } from '../errors.ts'
import { type Document, MAX_DEPTH } from './values.ts'

/** An already encoded document, to be copied into a reply without decoding it first. */
export class RawDocument {
  readonly bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }
}

const INITIAL_BYTES = 4096

/**
 * The encoder for replies and stored documents. It decides by class (`instanceof`), never by a
 * `_bsontype` property: a client's own field of that name stays a plain field.
 */
class Writer {
  private bytes = Buffer.allocUnsafeSlow(INITIAL_BYTES)
  private at = 0

  begin(): void {
    this.at = 0
  }

  /** A copy of what was written; the buffer is shrunk again after an unusually large document. */
  end(): Buffer {
    const result = Buffer.allocUnsafe(this.at)
    this.bytes.copy(result, 0, 0, this.at)
    if (this.bytes.length > 1 << 20) this.bytes = Buffer.allocUnsafeSlow(INITIAL_BYTES)
    return result
  }

  private reserve(extra: number): void {
    if (this.at + extra <= this.bytes.length) return
    const larger = Buffer.allocUnsafeSlow(Math.max(this.bytes.length * 2, this.at + extra))
    this.bytes.copy(larger, 0, 0, this.at)
    this.bytes = larger
  }

  byte(value: number): void {
    this.reserve(1)
    this.bytes[this.at++] = value
  }

  int32(value: number): void {
    this.reserve(4)
    this.at = this.bytes.writeInt32LE(value | 0, this.at)
  }

  double(value: number): void {
    this.reserve(8)
    this.at = this.bytes.writeDoubleLE(value, this.at)
  }

  raw(value: Uint8Array): void {
    this.reserve(value.length)
    this.bytes.set(value, this.at)
    this.at += value.length
  }

  cstring(value: string): void {
    if (value.includes('\0')) fail('BadValue', 'BSON field names and patterns cannot contain a null byte')
    this.reserve(value.length * 3 + 1)
    this.at += this.bytes.write(value, this.at, 'utf8')
    this.bytes[this.at++] = 0
  }

  string(value: string): void {
    this.reserve(value.length * 3 + 5)
    const length = this.bytes.write(value, this.at + 4, 'utf8')
    this.bytes.writeInt32LE(length + 1, this.at)
    this.at += length + 4
    this.bytes[this.at++] = 0
  }

  /** Writes a length-prefixed structure: the length is filled in when the content is known. */
  sized(content: () => void): void {
    const start = this.at
    this.int32(0)
    content()
    this.bytes.writeInt32LE(this.at - start, start)
  }

  document(doc: Document, depth: number): void {
    if (depth > MAX_DEPTH) fail('Overflow', `Exceeded the maximum nesting of ${MAX_DEPTH} levels`)
    const start = this.at
    this.int32(0)
    for (const name of Object.keys(doc)) {
      const value = doc[name]
      if (value !== undefined) this.element(name, value, depth)
    }
    this.byte(0)
    this.bytes.writeInt32LE(this.at - start, start)
  }

  array(values: unknown[], depth: number): void {
    if (depth > MAX_DEPTH) fail('Overflow', `Exceeded the maximum nesting of ${MAX_DEPTH} levels`)
    const start = this.at
    this.int32(0)
    for (let i = 0; i < values.length; i++) this.element(String(i), values[i] ?? null, depth)
    this.byte(0)
    this.bytes.writeInt32LE(this.at - start, start)
  }

  element(name: string, value: unknown, depth: number): void {
    const typeAt = this.at
    this.byte(0)
    this.cstring(name)
    // The value may move the buffer: look it up only afterwards.
    const type = this.value(value, depth)
    this.bytes[typeAt] = type
  }

  /** Writes the content of a value and returns its element type. */
  private value(value: unknown, depth: number): number {
    switch (typeof value) {
      case 'string':
        this.string(value)
        return 0x02
      case 'boolean':
        this.byte(value ? 1 : 0)
        return 0x08
      case 'number':
        return this.number(value)
      case 'bigint':
        this.raw(longBytes(Long.fromBigInt(value)))
        return 0x12
      case 'object':
        return value === null ? 0x0a : this.object(value, depth)
      default:
        return fail('InternalError', `Cannot encode a ${typeof value}`)
    }
  }

  private number(value: number): number {
    if (Number.isInteger(value) && !Object.is(value, -0) && value === (value | 0)) {
      this.int32(value)
      return 0x10
    }
    this.double(value)
    return 0x01
  }

  private object(value: object, depth: number): number {
    if (Array.isArray(value)) {
      this.array(value, depth + 1)
      return 0x04
    }
    if (value instanceof ObjectId) {
      this.raw(value.id)
      return 0x07
    }
    if (value instanceof Int32) {
      this.int32(value.value)
      return 0x10
    }
    if (value instanceof Double) {
      this.double(value.value)
      return 0x01
    }
    if (value instanceof Date) {
      this.raw(longBytes(Long.fromNumber(value.getTime())))
      return 0x09
    }
    if (value instanceof RawDocument) {
      this.raw(value.bytes)
      return 0x03
    }
    return this.rareObject(value, depth)
  }

  private rareObject(value: object, depth: number): number {
    if (value instanceof Timestamp) {
      this.raw(longBytes(value))
      return 0x11
    }
    if (value instanceof Long) {
      this.raw(longBytes(value))
      return 0x12
    }
    if (value instanceof Binary) return this.binary(value)
    if (value instanceof Decimal128) {
      this.raw(value.bytes)
      return 0x13
    }
    if (value instanceof BSONRegExp) {
      this.cstring(value.pattern)
      this.cstring(value.options)
      return 0x0b
    }
    if (value instanceof BSONSymbol) {
      this.string(value.value)
      return 0x0e
    }
    if (value instanceof MinKey) return 0xff
    if (value instanceof MaxKey) return 0x7f
    if (value instanceof Code) return this.code(value, depth)
    this.document(value as Document, depth + 1)
    return 0x03
  }

  private binary(value: Binary): number {
    const content = value.buffer.subarray(0, value.position)
    const isOld = value.sub_type === Binary.SUBTYPE_BYTE_ARRAY
    this.int32(content.length + (isOld ? 4 : 0))
    this.byte(value.sub_type)
    if (isOld) this.int32(content.length)
    this.raw(content)
    return 0x05
  }

  private code(value: Code, depth: number): number {
    const source = String(value.code)
    if (!value.scope) {
      this.string(source)
      return 0x0d
    }
    const scope = value.scope
    this.sized(() => {
      this.string(source)
      this.document(scope, depth + 1)
    })
    return 0x0f
  }
}

function longBytes(value: { low: number; high: number }): Buffer {
  const bytes = Buffer.allocUnsafe(8)
  bytes.writeInt32LE(value.low, 0)
  bytes.writeInt32LE(value.high, 4)
  return bytes
}

const shared = new Writer()

/**
 * Encodes a document of the value model (plain JavaScript numbers become int32 or double,
 * `RawDocument`s are copied in).
 * @throws ServerError Overflow when nested too deeply, BadValue for a null byte in a field name.
 */
export function encodeDocument(doc: Document): Buffer {
  shared.begin()
  shared.document(doc, 0)
  return shared.end()
}
