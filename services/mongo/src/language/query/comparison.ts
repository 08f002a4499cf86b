import type { ObjectId } from 'bson'
import { fail } from '../../errors.ts'
import { keyString } from '../keys/encode-key.ts'
import { MISSING } from '../paths.ts'
import { compareStrings, compareWith, type StringOrder } from '../values/compare.ts'
import { isNaNValue, numberOf } from '../values/numbers.ts'
import { isNumberType, orderOfType, typeOf } from '../values/types.ts'
import { type Condition, condition, type Test } from './matcher.ts'

function isNullish(value: unknown): boolean {
  return value === null || value === MISSING
}

function equalsString(expected: string, strings: StringOrder): Test {
  if (strings === compareStrings)
    return (value) =>
      value === expected ||
      (typeof value === 'object' && typeOf(value) === 'symbol' && compareWith(value, expected, strings) === 0)
  return (value) =>
    orderOfType(typeOf(value)) === orderOfType('string') && compareWith(value, expected, strings) === 0
}

function equalsSmallNumber(expected: unknown, number: number): Test {
  return (value) => {
    const type = typeOf(value)
    if (type === 'int' || type === 'double') return numberOf(value) === number
    return isNumberType(type) && compareWith(value, expected, compareStrings) === 0
  }
}

function equalsObjectId(expected: ObjectId): Test {
  return (value) => typeOf(value) === 'objectId' && expected.equals(value as ObjectId)
}

/** Equality of one value, numbers across types, null also for a missing field. */
function equalityTest(expected: unknown, strings: StringOrder): Test {
  const type = typeOf(expected)
  switch (type) {
    case 'null':
      return isNullish
    case 'undefined':
      return fail('BadValue', 'cannot compare to undefined')
    case 'string':
      return equalsString(expected as string, strings)
    case 'int':
      return equalsSmallNumber(expected, numberOf(expected))
    case 'objectId':
      return equalsObjectId(expected as ObjectId)
    case 'bool':
      return (value) => value === expected
    default: {
      const order = orderOfType(type)
      return (value) => {
        if (value === MISSING) return false
        return orderOfType(typeOf(value)) === order && compareWith(value, expected, strings) === 0
      }
    }
  }
}

type Relation = '$gt' | '$gte' | '$lt' | '$lte'

const HOLDS: Record<Relation, (order: number) => boolean> = {
  $gt: (order) => order > 0,
  $gte: (order) => order >= 0,
  $lt: (order) => order < 0,
  $lte: (order) => order <= 0,
}

/** MinKey and MaxKey are the only bounds that compare with values of other types. */
function acrossTypes(relation: Relation, bound: 'minKey' | 'maxKey'): Test {
  const less = relation === '$lt' || relation === '$lte'
  const others = bound === 'maxKey' ? less : !less
  const same = relation === '$gte' || relation === '$lte'
  return (value) => (value !== MISSING && typeOf(value) === bound ? same : others)
}

/**
 * `$gt` and its like: only values of the bound's own type compare, NaN only with itself, and null is
 * neither above nor below anything but equal to a missing field.
 */
export function rangeTest(relation: Relation, bound: unknown, strings: StringOrder): Test {
  const type = typeOf(bound)
  const holds = HOLDS[relation]
  const orEqual = relation === '$gte' || relation === '$lte'
  if (type === 'undefined') fail('BadValue', 'cannot compare to undefined')
  if (type === 'null') return (value) => orEqual && isNullish(value)
  if (type === 'minKey' || type === 'maxKey') return acrossTypes(relation, type)
  if (isNaNValue(bound)) return (value) => orEqual && value !== MISSING && isNaNValue(value)
  const order = orderOfType(type)
  return (value) => {
    if (value === MISSING || orderOfType(typeOf(value)) !== order) return false
    if (order === 10 && isNaNValue(value)) return false
    return holds(compareWith(value, bound, strings))
  }
}

const LINEAR_LIMIT = 4

/** Membership in a set of values: by hash under the simple order, by comparison under a collation. */
export function membershipTest(values: unknown[], strings: StringOrder): Test {
  const tests = values.map((value) => equalityTest(value, strings))
  if (values.length <= LINEAR_LIMIT || strings !== compareStrings)
    return (value) => tests.some((test) => test(value))
  const texts = new Set(values.filter((value) => typeof value === 'string'))
  const keys = new Set(values.map(keyString))
  const hasSymbols = values.some((value) => typeOf(value) === 'symbol')
  const withNull = keys.has(keyString(null))
  return (value) => {
    if (value === MISSING) return withNull
    if (typeof value === 'string') return texts.has(value) || (hasSymbols && keys.has(keyString(value)))
    return keys.has(keyString(value))
  }
}

export function equalCondition(expected: unknown, strings: StringOrder): Condition {
  return condition(equalityTest(expected, strings))
}
