import type { Decimal128 } from 'bson'
import { parseDecimal } from './decimal.ts'
import { bigintOf, numberOf } from './numbers.ts'
import { typeOf } from './types.ts'

/** Whether MongoDB counts a value as true: all but false, null, undefined and zero; NaN is true. */
export function truthy(value: unknown): boolean {
  switch (typeOf(value)) {
    case 'bool':
      return value === true
    case 'null':
    case 'undefined':
      return false
    case 'int':
    case 'double':
      return numberOf(value) !== 0
    case 'long':
      return bigintOf(value) !== 0n
    case 'decimal': {
      const decimal = parseDecimal(value as Decimal128)
      return decimal.kind !== 'finite' || decimal.coefficient !== 0n
    }
    default:
      return true
  }
}
