import type { Decimal128, Long } from 'bson'
import { MISSING } from '../paths.ts'
import { compareDecimals, parseDecimal, truncateDecimal } from '../values/decimal.ts'
import { quantize } from '../values/decimal-arithmetic.ts'
import { bigintOf, fitsInt64, numberOf } from '../values/numbers.ts'
import { isInt32, typeOf } from '../values/types.ts'

function decimalInteger(value: Decimal128): bigint | undefined {
  const decimal = parseDecimal(value)
  if (decimal.kind !== 'finite' || compareDecimals(quantize(decimal, 0, 'down'), decimal) !== 0)
    return undefined
  return truncateDecimal(decimal)
}

/** A number without fraction in 64 bits as a bigint, else undefined. */
export function integral64(value: unknown): bigint | undefined {
  if (value === MISSING) return undefined
  switch (typeOf(value)) {
    case 'int':
      return BigInt(numberOf(value))
    case 'long':
      return bigintOf(value as Long)
    case 'double': {
      const number = numberOf(value)
      if (!Number.isInteger(number)) return undefined
      const integer = BigInt(number)
      return fitsInt64(integer) ? integer : undefined
    }
    case 'decimal': {
      const integer = decimalInteger(value as Decimal128)
      return integer !== undefined && fitsInt64(integer) ? integer : undefined
    }
    default:
      return undefined
  }
}

/** A number without fraction in 32 bits, else undefined. */
export function integral(value: unknown): number | undefined {
  const integer = integral64(value)
  if (integer === undefined) return undefined
  const number = Number(integer)
  return isInt32(number) ? number : undefined
}
