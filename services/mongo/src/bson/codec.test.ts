import {
  Binary,
  BSON,
  BSONRegExp,
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
import { describe, expect, it } from 'vitest'
import { ServerError } from '../errors.ts'
import { decodeDocument } from './decode.ts'
import { encodeDocument, RawDocument } from './encode.ts'
import type { Document } from './values.ts'

const everything: Document = {
  double: new Double(1),
  string: 'grün \u{1F600}',
  document: { a: new Int32(1), b: { c: null } },
  array: [new Int32(1), 'two', [true, false], {}],
  binary: new Binary(Buffer.from([1, 2, 3]), 5),
  uuid: new UUID('97087fb4-b588-4e93-8b5c-ecf7aeb55f59'),
  oldBinary: new Binary(Buffer.from([9, 8]), 2),
  objectId: new ObjectId('6b04428a9908b102468b38a3'),
  boolean: true,
  date: new Date(-1),
  far: new Date(8_640_000_000_000_000),
  nothing: null,
  regex: new BSONRegExp('^a.*', 'i'),
  code: new Code('return 1'),
  scoped: new Code('return x', { x: new Int32(1) }),
  int: new Int32(-5),
  timestamp: new Timestamp({ t: 4_000_000_000, i: 7 }),
  long: Long.fromString('-9223372036854775808'),
  decimal: Decimal128.fromString('1.10'),
  min: new MinKey(),
  max: new MaxKey(),
}

describe('the BSON codec', () => {
  it('writes the same bytes as the library and reads every type back as it was', () => {
    const bytes = encodeDocument(everything)
    expect(bytes.equals(BSON.serialize(everything))).toBe(true)
    expect(encodeDocument(decodeDocument(bytes)).equals(bytes)).toBe(true)
    const back = decodeDocument(bytes)
    expect(back['double']).toBeInstanceOf(Double)
    expect(back['int']).toBeInstanceOf(Int32)
    expect(back['long']).toBeInstanceOf(Long)
    expect(back['timestamp']).toBeInstanceOf(Timestamp)
    expect(back['uuid']).toBeInstanceOf(UUID)
  })

  it('keeps a field named _bsontype, __proto__ or $ref a plain field', () => {
    const tricky = decodeDocument(
      encodeDocument({
        a: { _bsontype: 'ObjectId', id: 'x' },
        ['__proto__']: { b: 1 },
        ref: { $ref: 'c', $id: 1 },
      }),
    )
    expect(tricky['a']).toEqual({ _bsontype: 'ObjectId', id: 'x' })
    expect(Object.getPrototypeOf(tricky)).toBe(Object.prototype)
    expect(Object.keys(tricky)).toEqual(['a', '__proto__', 'ref'])
    expect(Object.keys(tricky['ref'] as Document)).toEqual(['$ref', '$id'])
  })

  it('copies an encoded document into another', () => {
    const inner = encodeDocument({ x: 1 })
    expect(BSON.deserialize(encodeDocument({ list: [new RawDocument(inner)] }))).toEqual({ list: [{ x: 1 }] })
  })

  it('refuses text that is not UTF-8 but takes the replacement character itself', () => {
    const bytes = encodeDocument({ s: 'abc\uFFFD' })
    expect(decodeDocument(bytes)).toEqual({ s: 'abc\uFFFD' })
    bytes[bytes.indexOf(0xef)] = 0xff
    expect(() => decodeDocument(bytes)).toThrow(ServerError)
  })

  it('refuses documents nested too deeply, both ways', () => {
    const nest = (levels: number) =>
      Array(levels)
        .fill(0)
        .reduce<Document>((inner) => ({ inner }), {})
    expect(decodeDocument(Buffer.from(BSON.serialize(nest(200))))).toBeDefined()
    expect(() => decodeDocument(Buffer.from(BSON.serialize(nest(201))))).toThrow('200 levels')
    expect(() => encodeDocument(nest(201))).toThrow('200 levels')
  })

  it('throws InvalidBSON and nothing else for damaged bytes', () => {
    const original = encodeDocument(everything)
    for (let at = 0; at < original.length; at++)
      for (const value of [0, 1, 0x7f, 0x80, 0xff]) {
        const bytes = Buffer.from(original)
        bytes[at] = value
        for (const damaged of [bytes, bytes.subarray(0, at)])
          try {
            decodeDocument(damaged)
          } catch (error) {
            expect(error).toBeInstanceOf(ServerError)
            expect((error as ServerError).code).toBe(22)
          }
      }
  })
})
