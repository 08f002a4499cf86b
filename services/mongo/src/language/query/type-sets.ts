import { fail } from '../../errors.ts'
import { describe } from '../values/describe.ts'
import { integerArgument } from '../values/numbers.ts'
import { isNumberType, type TypeName, typeOf } from '../values/types.ts'

/** MongoDB's numbers for the types it lets a query name. */
const TYPE_NUMBERS: Record<number, string> = {
  [-1]: 'minKey',
  1: 'double',
  2: 'string',
  3: 'object',
  4: 'array',
  5: 'binData',
  6: 'undefined',
  7: 'objectId',
  8: 'bool',
  9: 'date',
  10: 'null',
  11: 'regex',
  12: 'dbPointer',
  13: 'javascript',
  14: 'symbol',
  15: 'javascriptWithScope',
  16: 'int',
  17: 'timestamp',
  18: 'long',
  19: 'decimal',
  127: 'maxKey',
}

const ALIASES = new Set([...Object.values(TYPE_NUMBERS), 'number'])

function parseTypeName(value: unknown, where: string): string {
  if (typeof value === 'string')
    return ALIASES.has(value) ? value : fail('BadValue', `Unknown type name alias: ${value}`)
  if (!isNumberType(typeOf(value)))
    fail('TypeMismatch', `${where} must be represented as a number or a string`)
  const number = integerArgument(value)
  const name = number === undefined ? undefined : TYPE_NUMBERS[number]
  if (name === undefined) fail('BadValue', `Invalid numerical type code: ${describe(value)}`)
  return name
}

/** Reads `$type` and `bsonType` arguments: an alias, a number, or an array of these. */
export function parseTypeSet(argument: unknown, where: string): (type: TypeName) => boolean {
  const names = new Set(
    (Array.isArray(argument) ? argument : [argument]).map((each) => parseTypeName(each, where)),
  )
  if (names.size === 0) fail('FailedToParse', `${where} must match at least one type`)
  return (type) => names.has(type) || (names.has('number') && isNumberType(type))
}
