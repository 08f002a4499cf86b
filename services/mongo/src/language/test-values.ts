import { Decimal128, Double, Int32, Long, ObjectId, Timestamp } from 'bson'
import { ServerError } from '../errors.ts'
import type { Document } from './values/types.ts'

/** Short names for BSON values in the tables of tests. */
export const int = (value: number) => new Int32(value)
export const double = (value: number) => new Double(value)
export const long = (value: bigint | number) => Long.fromBigInt(BigInt(value))
export const decimal = (value: string) => Decimal128.fromString(value)
export const date = (text: string) => new Date(text)
export const id = (last: number) => new ObjectId(last.toString(16).padStart(24, '0'))
export const timestamp = (t: number, i: number) => new Timestamp({ t, i })

/** Plain JavaScript numbers of a document as the BSON types that a driver would send. */
export function doc(value: Document): Document {
  return typed(value) as Document
}

function typed(value: unknown): unknown {
  if (typeof value === 'number') return (value | 0) === value ? new Int32(value) : new Double(value)
  if (Array.isArray(value)) return value.map(typed)
  if (typeof value !== 'object' || value === null) return value
  if (Object.getPrototypeOf(value) !== Object.prototype) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, typed(inner)]))
}

/** The code name of the error that a function throws, or what it returns. */
export function codeOf(run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    if (error instanceof ServerError) return error.codeName
    throw error
  }
}
