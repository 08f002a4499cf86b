import type { Decimal128 } from 'bson'
import { fail } from '../../errors.ts'
import { parseDecimal, truncateDecimal } from '../values/decimal.ts'
import { bigintOf, fitsInt64, numberOf } from '../values/numbers.ts'
import { isNumberType, typeOf } from '../values/types.ts'
import { type Condition, condition } from './matcher.ts'

/** The number without its fraction as a 64-bit integer; undefined for NaN, infinities and larger ones. */
function truncated(value: unknown): bigint | undefined {
  const type = typeOf(value)
  if (type === 'long') return bigintOf(value)
  let integer: bigint | undefined
  if (type === 'decimal') integer = truncateDecimal(parseDecimal(value as Decimal128))
  else {
    const number = numberOf(value)
    integer = Number.isFinite(number) ? BigInt(Math.trunc(number)) : undefined
  }
  return integer !== undefined && fitsInt64(integer) ? integer : undefined
}

function parseOperand(value: unknown, name: string): bigint {
  if (!isNumberType(typeOf(value))) fail('BadValue', `malformed mod, ${name} not a number`)
  const integer = truncated(value)
  if (integer === undefined) fail('BadValue', `malformed mod, ${name} value is invalid`)
  return integer
}

/** `$mod: [divisor, remainder]`: fractions are cut off on both sides, the remainder keeps the sign. */
export function modCondition(argument: unknown): Condition {
  if (!Array.isArray(argument)) fail('BadValue', 'malformed mod, needs to be an array')
  if (argument.length < 2) fail('BadValue', 'malformed mod, not enough elements')
  if (argument.length > 2) fail('BadValue', 'malformed mod, too many elements')
  const divisor = parseOperand(argument[0], 'divisor')
  const remainder = parseOperand(argument[1], 'remainder')
  if (divisor === 0n) fail('BadValue', 'divisor cannot be 0')
  return condition((value) => {
    if (!isNumberType(typeOf(value))) return false
    const integer = truncated(value)
    return integer !== undefined && integer % divisor === remainder
  })
}
