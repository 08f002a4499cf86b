import { Decimal128, Double, Int32, Long, Timestamp } from 'bson'

/** A BSON document in the value model of this server (see README, "Values"). */
export type Document = { [key: string]: unknown }

/** Deepest nesting of documents and arrays, as in MongoDB (BSONDepth::kDefaultMaxAllowableDepth). */
export const MAX_DEPTH = 200

/** Largest stored document in bytes, as in MongoDB. */
export const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024

/** True for a plain (sub)document: not an array, not null, not a BSON scalar class or a Date. */
export function isDocument(value: unknown): value is Document {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** The JavaScript number of any BSON number (an int64 beyond 2^53 loses precision), else undefined. */
export function toNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return value
  if (value instanceof Int32 || value instanceof Double) return value.value
  if (value instanceof Long && !(value instanceof Timestamp)) return value.toNumber()
  if (value instanceof Decimal128) return Number(value.toString())
  return undefined
}

/** True for a BSON number of any of the four types (or a JavaScript number). */
export function isNumber(value: unknown): boolean {
  return toNumber(value) !== undefined
}

/** MongoDB's truthiness of a flag: booleans as they are, numbers by being non-zero. */
export function isTrue(value: unknown): boolean {
  if (typeof value === 'boolean') return value
  const number = toNumber(value)
  return number !== undefined && number !== 0
}
