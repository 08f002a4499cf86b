import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
  UUID,
} from 'bson'

/** A BSON document in memory: a plain object whose values keep their BSON types. */
export type Document = Record<string, unknown>

/** MongoDB's type aliases, as `$type` knows them. */
export type TypeName =
  | 'minKey'
  | 'undefined'
  | 'null'
  | 'int'
  | 'long'
  | 'double'
  | 'decimal'
  | 'string'
  | 'symbol'
  | 'object'
  | 'array'
  | 'binData'
  | 'objectId'
  | 'bool'
  | 'date'
  | 'timestamp'
  | 'regex'
  | 'javascript'
  | 'javascriptWithScope'
  | 'maxKey'

const INT32_MAX = 0x7fffffff
const INT32_MIN = -0x80000000

function numberType(value: number): TypeName {
  return (value | 0) === value && !Object.is(value, -0) ? 'int' : 'double'
}

/** The rarer classes, and documents that have a field named `constructor`. */
function rareType(value: object): TypeName {
  if (value instanceof Date) return 'date'
  if (value instanceof RegExp || value instanceof BSONRegExp) return 'regex'
  if (value instanceof Timestamp) return 'timestamp'
  if (value instanceof Binary || value instanceof Uint8Array) return 'binData'
  if (value instanceof BSONSymbol) return 'symbol'
  if (value instanceof Code) return value.scope ? 'javascriptWithScope' : 'javascript'
  if (value instanceof MinKey) return 'minKey'
  if (value instanceof MaxKey) return 'maxKey'
  return 'object'
}

/**
 * The BSON type of a value. Plain JavaScript numbers count as the type that the BSON serializer would
 * give them. The test is by class, never by `_bsontype`, which a stored document may carry as a field.
 */
export function typeOf(value: unknown): TypeName {
  switch (typeof value) {
    case 'string':
      return 'string'
    case 'number':
      return numberType(value)
    case 'boolean':
      return 'bool'
    case 'bigint':
      return 'long'
    case 'object':
      break
    default:
      return 'undefined'
  }
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  switch ((value as object).constructor) {
    case Object:
      return 'object'
    case Int32:
      return 'int'
    case Double:
      return 'double'
    case Long:
      return 'long'
    case ObjectId:
      return 'objectId'
    case Date:
      return 'date'
    case Decimal128:
      return 'decimal'
    case Binary:
    case UUID:
      return 'binData'
    default:
      return rareType(value as object)
  }
}

const ORDER: Record<TypeName, number> = {
  minKey: 1,
  undefined: 2,
  null: 5,
  int: 10,
  long: 10,
  double: 10,
  decimal: 10,
  string: 15,
  symbol: 15,
  object: 20,
  array: 25,
  binData: 30,
  objectId: 35,
  bool: 40,
  date: 45,
  timestamp: 47,
  regex: 50,
  javascript: 60,
  javascriptWithScope: 65,
  maxKey: 127,
}

/** The place of a type in MongoDB's order over types; equal for types that compare with each other. */
export function orderOfType(type: TypeName): number {
  return ORDER[type]
}

export function isNumberType(type: TypeName): boolean {
  return ORDER[type] === 10
}

/** Whether a value is an embedded document (not an array, not a BSON scalar). */
export function isDocument(value: unknown): value is Document {
  return typeOf(value) === 'object'
}

export function isInt32(value: number): boolean {
  return Number.isInteger(value) && value <= INT32_MAX && value >= INT32_MIN
}
