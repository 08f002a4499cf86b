import { type Decimal128, type Double, Int32, Long } from 'bson'
import { compareDecimals, decimalFromBigint, decimalFromDouble, parseDecimal } from './decimal.ts'
import type { TypeName } from './types.ts'
import { typeOf } from './types.ts'

/** The value of an `int` or `double`. */
export function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : (value as Int32 | Double).value
}

/** The value of a `long`, exactly. */
export function bigintOf(value: unknown): bigint {
  if (typeof value === 'bigint') return value
  const long = value as Long
  return (BigInt(long.high) << 32n) | BigInt(long.low >>> 0)
}

/** A `long` of that value; the caller has checked the range. */
export function longOf(value: bigint): Long {
  return new Long(Number(BigInt.asIntN(32, value)), Number(BigInt.asIntN(32, value >> 32n)), false)
}

const INT64_MAX = 2n ** 63n - 1n
const INT64_MIN = -(2n ** 63n)

export function fitsInt64(value: bigint): boolean {
  return value <= INT64_MAX && value >= INT64_MIN
}

function compareDoubles(a: number, b: number): number {
  if (a < b) return -1
  if (a > b) return 1
  if (a === b) return 0
  if (Number.isNaN(a)) return Number.isNaN(b) ? 0 : -1
  return 1
}

function compareBigintToDouble(a: bigint, b: number): number {
  if (Number.isNaN(b)) return 1
  if (b === Infinity) return -1
  if (b === -Infinity) return 1
  // JavaScript compares a bigint with a number by their mathematical values.
  return a < b ? -1 : a > b ? 1 : 0
}

function asDecimal(value: unknown, type: TypeName) {
  if (type === 'decimal') return parseDecimal(value as Decimal128)
  if (type === 'long') return decimalFromBigint(bigintOf(value))
  return decimalFromDouble(numberOf(value))
}

/** Compares two numbers of any BSON types by their mathematical values; NaN is below all others. */
export function compareNumbers(a: unknown, b: unknown, typeA = typeOf(a), typeB = typeOf(b)): number {
  if (typeA === 'decimal' || typeB === 'decimal')
    return compareDecimals(asDecimal(a, typeA), asDecimal(b, typeB))
  if (typeA === 'long') {
    const long = bigintOf(a)
    if (typeB !== 'long') return compareBigintToDouble(long, numberOf(b))
    const other = bigintOf(b)
    return long < other ? -1 : long > other ? 1 : 0
  }
  if (typeB === 'long') return 0 - compareBigintToDouble(bigintOf(b), numberOf(a))
  return compareDoubles(numberOf(a), numberOf(b))
}

/**
 * The value as a JavaScript integer if it is a number without fraction in the safe range, else
 * undefined. For arguments such as limits, positions and sizes.
 */
export function integerArgument(value: unknown): number | undefined {
  const type = typeOf(value)
  if (type === 'int' || type === 'double') {
    const number = numberOf(value)
    return Number.isSafeInteger(number) ? number : undefined
  }
  if (type === 'long') {
    const number = Number(bigintOf(value))
    return Number.isSafeInteger(number) ? number : undefined
  }
  if (type === 'decimal') {
    const number = Number((value as Decimal128).toString())
    return Number.isSafeInteger(number) ? number : undefined
  }
  return undefined
}

/** An integer as `int` if it fits, else `long`. */
export function intOrLong(value: number | bigint): Int32 | Long {
  const big = BigInt(value)
  return big === BigInt.asIntN(32, big) ? new Int32(Number(big)) : longOf(big)
}

export function isNaNValue(value: unknown): boolean {
  const type = typeOf(value)
  if (type === 'double') return Number.isNaN(numberOf(value))
  return type === 'decimal' && parseDecimal(value as Decimal128).kind === 'nan'
}
