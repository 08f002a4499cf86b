import type { BSONSymbol } from 'bson'
import { fail } from '../../errors.ts'
import { formatDouble } from '../values/format-double.ts'
import { numberOf } from '../values/numbers.ts'
import { typeOf } from '../values/types.ts'
import { formatIso } from './dates/format.ts'
import { isNullish, typeNameOf } from './operands.ts'

/** A value as text where MongoDB's string operators accept more than strings; null is the empty text. */
export function coerceToString(value: unknown): string {
  if (isNullish(value)) return ''
  const type = typeOf(value)
  switch (type) {
    case 'string':
      return value as string
    case 'symbol':
      return (value as BSONSymbol).value
    case 'double':
      return formatDouble(numberOf(value))
    case 'int':
    case 'long':
    case 'decimal':
      return String(value)
    case 'date':
      return formatIso(value as Date)
    default:
      return fail('Location16007', `can't convert from BSON type ${type} to String`)
  }
}

export function requireString(code: `Location${number}`, message: string, value: unknown): string {
  return typeof value === 'string' ? value : fail(code, `${message}, found: ${typeNameOf(value)}`)
}
