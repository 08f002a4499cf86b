import type { BSONSymbol, Code, Decimal128, ObjectId, Timestamp } from 'bson'
import { binaryParts, regexParts } from '../values/compare.ts'
import {
  compareDecimals,
  type Decimal,
  decimalFromBigint,
  decimalFromDouble,
  decimalToDouble,
  digitCount,
  parseDecimal,
} from '../values/decimal.ts'
import { bigintOf, numberOf } from '../values/numbers.ts'
import { type Document, orderOfType, type TypeName, typeOf } from '../values/types.ts'
import { ByteWriter } from './byte-writer.ts'

/*
 * The form of a key: for each value the place of its type in the order over types (one byte), then a
 * body that compares as bytes like the values and contains its own end. A descending value is the
 * complement of those bytes. Bodies:
 *   number     the largest double ≤ value, as an ordered 64-bit integer, then 0 if that is exact, else 1
 *              and the exact decimal digits (of a long beyond 2^53 or a Decimal128)
 *   text       UTF-8, 00 written as 00 FF, ended by 00 00
 *   object     for each field: type byte, name as text, body; ended by 00
 *   array      for each element: type byte, body; ended by 00
 */

type FiniteDecimal = Extract<Decimal, { kind: 'finite' }>

const EXACT = 0

const INEXACT = 1

const ZERO = '\0'

/** Nothing that writes a key waits or calls back, so one writer serves all. */
const writer = new ByteWriter()

function begin(): ByteWriter {
  writer.length = 0
  return writer
}

function writeText(writer: ByteWriter, text: string): void {
  const parts = text.split(ZERO)
  parts.forEach((part, i) => {
    writer.text(part)
    if (i === parts.length - 1) return
    writer.byte(0)
    writer.byte(0xff)
  })
  writer.byte(0)
  writer.byte(0)
}

/** The next double towards negative infinity. */
function previousDouble(value: number): number {
  if (value === Infinity) return Number.MAX_VALUE
  if (value === 0) return -Number.MIN_VALUE
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value)
  view.setBigInt64(0, view.getBigInt64(0) + (value > 0 ? -1n : 1n))
  return view.getFloat64(0)
}

/** Sign, exponent and digits, so that larger numbers give larger bytes. */
function writeDigits(writer: ByteWriter, value: FiniteDecimal): void {
  const from = writer.length
  const digits = value.coefficient.toString().replace(/0+$/, '')
  writer.uint16(digitCount(value.coefficient) + value.exponent + 0x4000)
  for (const digit of digits) writer.byte(digit.charCodeAt(0))
  writer.byte(0)
  if (value.negative) writer.complement(from, writer.length)
}

function writeExactly(writer: ByteWriter, value: FiniteDecimal): void {
  let floor = decimalToDouble(value)
  const order = compareDecimals(decimalFromDouble(floor), value)
  if (order > 0) floor = previousDouble(floor)
  writer.orderedDouble(floor)
  if (order === 0) writer.byte(EXACT)
  else {
    writer.byte(INEXACT)
    writeDigits(writer, value)
  }
}

function writeDouble(writer: ByteWriter, value: number): void {
  // NaN is below negative infinity, whose complemented bits begin with 00 0F.
  if (Number.isNaN(value)) writer.raw(new Uint8Array(8))
  else writer.orderedDouble(value)
  writer.byte(EXACT)
}

function writeLong(writer: ByteWriter, value: bigint): void {
  const near = Number(value)
  if (BigInt(near) === value) writeDouble(writer, near)
  else writeExactly(writer, decimalFromBigint(value))
}

function writeDecimal(writer: ByteWriter, value: Decimal): void {
  if (value.kind === 'finite') writeExactly(writer, value)
  else writeDouble(writer, decimalToDouble(value))
}

function writeBinary(writer: ByteWriter, value: unknown): void {
  const { subtype, bytes } = binaryParts(value)
  writer.uint32(bytes.length)
  writer.byte(subtype)
  writer.raw(bytes)
}

function writeObject(writer: ByteWriter, value: Document): void {
  for (const name of Object.keys(value)) {
    const type = typeOf(value[name])
    writer.byte(orderOfType(type))
    writeText(writer, name)
    writeBody(writer, value[name], type)
  }
  writer.byte(0)
}

function writeRegex(writer: ByteWriter, value: unknown): void {
  const { pattern, options } = regexParts(value)
  writeText(writer, pattern)
  writeText(writer, options)
}

function writeTimestamp(writer: ByteWriter, value: Timestamp): void {
  writer.uint32(value.high >>> 0)
  writer.uint32(value.low >>> 0)
}

function writeCode(writer: ByteWriter, value: Code): void {
  writeText(writer, value.code)
  if (value.scope) writeObject(writer, value.scope)
}

function writeArray(writer: ByteWriter, value: unknown[]): void {
  for (const element of value) writeValue(writer, element)
  writer.byte(0)
}

type WriteBody = (writer: ByteWriter, value: unknown) => void

const BODIES: Partial<Record<TypeName, WriteBody>> = {
  int: (writer, value) => writeDouble(writer, numberOf(value)),
  double: (writer, value) => writeDouble(writer, numberOf(value)),
  long: (writer, value) => writeLong(writer, bigintOf(value)),
  decimal: (writer, value) => writeDecimal(writer, parseDecimal(value as Decimal128)),
  string: (writer, value) => writeText(writer, value as string),
  symbol: (writer, value) => writeText(writer, (value as BSONSymbol).value),
  object: (writer, value) => writeObject(writer, value as Document),
  array: (writer, value) => writeArray(writer, value as unknown[]),
  binData: writeBinary,
  objectId: (writer, value) => writer.raw((value as ObjectId).id),
  bool: (writer, value) => writer.byte(value ? 1 : 0),
  date: (writer, value) => writer.orderedDouble((value as Date).getTime()),
  timestamp: (writer, value) => writeTimestamp(writer, value as Timestamp),
  regex: writeRegex,
  javascript: (writer, value) => writeCode(writer, value as Code),
  javascriptWithScope: (writer, value) => writeCode(writer, value as Code),
}

function writeBody(writer: ByteWriter, value: unknown, type: TypeName): void {
  BODIES[type]?.(writer, value)
}

function writeValue(writer: ByteWriter, value: unknown): void {
  const type = typeOf(value)
  writer.byte(orderOfType(type))
  writeBody(writer, value, type)
}

/**
 * Encodes index key values as bytes whose `memcmp` order is that of `compareValues`, value by value.
 * Equal values give equal bytes whatever their number type.
 * @param directions 1 or -1 for each value; a missing one counts as 1
 */
export function encodeKey(values: unknown[], directions: (1 | -1)[]): Uint8Array {
  begin()
  for (let i = 0; i < values.length; i++) {
    const from = writer.length
    writeValue(writer, values[i])
    if (directions[i] === -1) writer.complement(from, writer.length)
  }
  return writer.copy()
}

/** A string that is the same for values equal under `compareValues` and different for all others. */
export function keyString(value: unknown): string {
  writeValue(begin(), value)
  return writer.toLatin1()
}
