import type { Binary, BSONRegExp, BSONSymbol, Code, ObjectId, Timestamp } from 'bson'
import { compareNumbers } from './numbers.ts'
import type { Document } from './types.ts'
import { orderOfType, typeOf } from './types.ts'

/** How two strings compare: negative, zero or positive. */
export type StringOrder = (a: string, b: string) => number

/** Moves the surrogates above the rest of the basic plane, so that units compare like code points. */
function codePointWeight(unit: number): number {
  if (unit < 0xd800) return unit
  return unit >= 0xe000 ? unit - 0x800 : unit + 0x2000
}

/** Compares by code points, which is the order of the UTF-8 bytes that MongoDB compares. */
export function compareStrings(a: string, b: string): number {
  if (a === b) return 0
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const unitA = a.charCodeAt(i)
    const unitB = b.charCodeAt(i)
    if (unitA !== unitB) return codePointWeight(unitA) < codePointWeight(unitB) ? -1 : 1
  }
  return a.length < b.length ? -1 : 1
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const difference = (a[i] as number) - (b[i] as number)
    if (difference !== 0) return difference < 0 ? -1 : 1
  }
  return Math.sign(a.length - b.length)
}

/** Subtype and bytes of binary data. */
export function binaryParts(value: unknown): { subtype: number; bytes: Uint8Array } {
  if (value instanceof Uint8Array) return { subtype: 0, bytes: value }
  const binary = value as Binary
  return { subtype: binary.sub_type, bytes: binary.buffer.subarray(0, binary.position) }
}

function compareBinaries(a: unknown, b: unknown): number {
  const left = binaryParts(a)
  const right = binaryParts(b)
  return (
    Math.sign(left.bytes.length - right.bytes.length) ||
    Math.sign(left.subtype - right.subtype) ||
    compareBytes(left.bytes, right.bytes)
  )
}

/** Pattern and option letters of a regular expression. */
export function regexParts(value: unknown): { pattern: string; options: string } {
  if (value instanceof RegExp) return { pattern: value.source, options: value.flags.replace(/[^imsx]/g, '') }
  const regex = value as BSONRegExp
  return { pattern: regex.pattern, options: regex.options }
}

function compareRegexes(a: unknown, b: unknown): number {
  const left = regexParts(a)
  const right = regexParts(b)
  return compareStrings(left.pattern, right.pattern) || compareStrings(left.options, right.options)
}

function compareTimestamps(a: Timestamp, b: Timestamp): number {
  return Math.sign((a.high >>> 0) - (b.high >>> 0)) || Math.sign((a.low >>> 0) - (b.low >>> 0))
}

function compareCodes(a: Code, b: Code, strings: StringOrder): number {
  const scopes = a.scope && b.scope ? compareDocuments(a.scope, b.scope, strings) : 0
  return compareStrings(a.code, b.code) || scopes
}

/** Field by field in stored order: type of the value, then name, then value; the shorter is smaller. */
function compareDocuments(a: Document, b: Document, strings: StringOrder): number {
  const keysA = Object.keys(a)
  const keysB = Object.keys(b)
  const length = Math.min(keysA.length, keysB.length)
  for (let i = 0; i < length; i++) {
    const keyA = keysA[i] as string
    const keyB = keysB[i] as string
    const types = orderOfType(typeOf(a[keyA])) - orderOfType(typeOf(b[keyB]))
    const order = types || compareStrings(keyA, keyB) || compareWith(a[keyA], b[keyB], strings)
    if (order !== 0) return Math.sign(order)
  }
  return Math.sign(keysA.length - keysB.length)
}

function compareArrays(a: unknown[], b: unknown[], strings: StringOrder): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const order = compareWith(a[i], b[i], strings)
    if (order !== 0) return order
  }
  return Math.sign(a.length - b.length)
}

function stringOf(value: unknown): string {
  return typeof value === 'string' ? value : (value as BSONSymbol).value
}

/** Compares in MongoDB's order over all types, strings by the given order (a collation's, or code points). */
export function compareWith(a: unknown, b: unknown, strings: StringOrder): number {
  const typeA = typeOf(a)
  const typeB = typeOf(b)
  const order = orderOfType(typeA)
  const types = order - orderOfType(typeB)
  if (types !== 0) return types < 0 ? -1 : 1
  switch (order) {
    case 10:
      return compareNumbers(a, b, typeA, typeB)
    case 15:
      return strings(stringOf(a), stringOf(b))
    case 20:
      return compareDocuments(a as Document, b as Document, strings)
    case 25:
      return compareArrays(a as unknown[], b as unknown[], strings)
    case 30:
      return compareBinaries(a, b)
    case 35:
      return compareBytes((a as ObjectId).id, (b as ObjectId).id)
    case 40:
      return Number(a) - Number(b)
    case 45:
      return Math.sign((a as Date).getTime() - (b as Date).getTime())
    case 47:
      return compareTimestamps(a as Timestamp, b as Timestamp)
    case 50:
      return compareRegexes(a, b)
    case 60:
    case 65:
      return compareCodes(a as Code, b as Code, strings)
    default:
      return 0
  }
}

/**
 * Compares two values of any types in MongoDB's total order, strings by code point.
 * @returns -1, 0 or 1. Numbers compare by value across their types; `undefined` sorts below null.
 */
export function compareValues(a: unknown, b: unknown): number {
  return compareWith(a, b, compareStrings)
}
