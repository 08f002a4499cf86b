import { type Decimal128, Double, Int32 } from 'bson'
import { type Decimal, decimalFromBigint, decimalFromDouble, formatDecimal, parseDecimal } from './decimal.ts'
import {
  addDecimals,
  decimalOfDouble,
  divideDecimals,
  multiplyDecimals,
  remainderOfDecimals,
  subtractDecimals,
} from './decimal-arithmetic.ts'
import { bigintOf, fitsInt64, longOf, numberOf } from './numbers.ts'
import { type TypeName, typeOf } from './types.ts'

/** An operation in each of the three kinds of arithmetic that MongoDB's number types share. */
interface Operation {
  integers(a: bigint, b: bigint): bigint
  doubles(a: number, b: number): number
  decimals(a: Decimal, b: Decimal): Decimal
}

export const ADD: Operation = {
  integers: (a, b) => a + b,
  doubles: (a, b) => a + b,
  decimals: addDecimals,
}
export const SUBTRACT: Operation = {
  integers: (a, b) => a - b,
  doubles: (a, b) => a - b,
  decimals: subtractDecimals,
}
export const MULTIPLY: Operation = {
  integers: (a, b) => a * b,
  doubles: (a, b) => a * b,
  decimals: multiplyDecimals,
}
/** The remainder with the sign of the dividend; the caller has excluded zero divisors. */
export const REMAINDER: Operation = {
  integers: (a, b) => a % b,
  doubles: (a, b) => a % b,
  decimals: remainderOfDecimals,
}

/** A number as decimal arithmetic takes it: doubles with 15 digits, as MongoDB promotes them. */
export function promoteToDecimal(value: unknown, type: TypeName = typeOf(value)): Decimal {
  if (type === 'decimal') return parseDecimal(value as Decimal128)
  if (type === 'long') return decimalFromBigint(bigintOf(value))
  if (type === 'int') return decimalFromBigint(BigInt(numberOf(value)))
  return decimalOfDouble(decimalFromDouble(numberOf(value)))
}

/** A number as a double; longs beyond 2^53 lose their last digits. */
export function promoteToDouble(value: unknown, type: TypeName = typeOf(value)): number {
  return type === 'long' ? Number(bigintOf(value)) : numberOf(value)
}

function integerOf(value: unknown, type: TypeName): bigint {
  return type === 'long' ? bigintOf(value) : BigInt(numberOf(value))
}

/**
 * Applies an operation by MongoDB's type rules: decimal wins, then double, then long; two ints give an
 * int, or a long if it does not fit.
 * @param onOverflow what integers beyond 64 bits become: 'double' as in expressions, 'fail' as in updates
 * @returns the result, or undefined for an overflow under 'fail'
 */
export function calculate(
  a: unknown,
  b: unknown,
  operation: Operation,
  onOverflow: 'double' | 'fail',
): unknown {
  const typeA = typeOf(a)
  const typeB = typeOf(b)
  if (typeA === 'decimal' || typeB === 'decimal')
    return formatDecimal(operation.decimals(promoteToDecimal(a, typeA), promoteToDecimal(b, typeB)))
  if (typeA === 'double' || typeB === 'double')
    return new Double(operation.doubles(promoteToDouble(a, typeA), promoteToDouble(b, typeB)))
  if (typeA === 'int' && typeB === 'int') {
    const quick = operation.doubles(numberOf(a), numberOf(b))
    if ((quick | 0) === quick) return new Int32(quick | 0)
  }
  const result = operation.integers(integerOf(a, typeA), integerOf(b, typeB))
  if (fitsInt64(result)) return longOf(result)
  if (onOverflow === 'fail') return undefined
  return new Double(operation.doubles(promoteToDouble(a, typeA), promoteToDouble(b, typeB)))
}

/** Division: a double, or a decimal if either side is one. The caller has excluded zero divisors. */
export function divideValues(a: unknown, b: unknown): unknown {
  const typeA = typeOf(a)
  const typeB = typeOf(b)
  if (typeA === 'decimal' || typeB === 'decimal')
    return formatDecimal(divideDecimals(promoteToDecimal(a, typeA), promoteToDecimal(b, typeB)))
  return new Double(promoteToDouble(a, typeA) / promoteToDouble(b, typeB))
}
