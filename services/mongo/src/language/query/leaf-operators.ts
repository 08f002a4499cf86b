import { fail } from '../../errors.ts'
import { MISSING } from '../paths.ts'
import { regexParts } from '../values/compare.ts'
import { describe } from '../values/describe.ts'
import { integerArgument } from '../values/numbers.ts'
import { truthy } from '../values/truth.ts'
import { type Document, isDocument, isNumberType, typeOf } from '../values/types.ts'
import { type BitOperator, bitCondition } from './bits.ts'
import { equalCondition, membershipTest, rangeTest } from './comparison.ts'
import type { FilterContext } from './filter-context.ts'
import { arrayCondition, type Condition, condition, not, type Test } from './matcher.ts'
import { regexTest } from './regex.ts'
import { parseTypeSet } from './type-sets.ts'

const DBREF_FIELDS = new Set(['$ref', '$id', '$db'])

/** Whether a value is operators (`{ $gt: 5 }`) rather than a document to be equal to. */
export function isOperatorDocument(value: unknown, allowIncompleteDbRef = false): value is Document {
  if (!isDocument(value)) return false
  const names = Object.keys(value)
  if (!names[0]?.startsWith('$')) return false
  const isDbRef = allowIncompleteDbRef
    ? names.some((name) => DBREF_FIELDS.has(name))
    : names.includes('$ref') && names.includes('$id')
  return !isDbRef
}

export function arrayArgument(operator: string, argument: unknown): unknown[] {
  return Array.isArray(argument) ? argument : fail('BadValue', `${operator} needs an array`)
}

export function regexCondition(value: unknown): Condition {
  const { pattern, options } = regexParts(value)
  return condition(regexTest(pattern, options))
}

export function parseIn(operator: string, argument: unknown, context: FilterContext): Condition {
  const plain: unknown[] = []
  const tests: Test[] = []
  for (const value of arrayArgument(operator, argument)) {
    if (isOperatorDocument(value)) fail('BadValue', 'cannot nest $ under $in')
    if (typeOf(value) === 'regex') tests.push(regexCondition(value).test)
    else plain.push(value)
  }
  const member = membershipTest(plain, context.strings)
  if (tests.length === 0) return condition(member)
  return condition((value) => member(value) || tests.some((test) => test(value)))
}

export function parseSize(argument: unknown): Condition {
  if (!isNumberType(typeOf(argument)))
    fail('BadValue', `Failed to parse $size. Expected a number in: $size: ${describe(argument)}`)
  const size = integerArgument(argument)
  if (size === undefined)
    fail('BadValue', `Failed to parse $size. Expected an integer: $size: ${describe(argument)}`)
  if (size < 0) fail('BadValue', `Failed to parse $size. Expected a non-negative number in: $size: ${size}`)
  return arrayCondition((array) => (array.length === size ? 0 : -1))
}

export function parseRegexOperator(argument: unknown, siblings: Document): Condition {
  const type = typeOf(argument)
  if (type !== 'string' && type !== 'regex') fail('BadValue', '$regex has to be a string')
  const parts = type === 'regex' ? regexParts(argument) : { pattern: argument as string, options: '' }
  const options = siblings['$options'] ?? ''
  if (typeof options !== 'string') fail('BadValue', '$options has to be a string')
  if (options !== '' && parts.options !== '') fail('Location51075', 'options set in both $regex and $options')
  return condition(regexTest(parts.pattern, options || parts.options))
}

export function parseRange(relation: '$gt' | '$gte' | '$lt' | '$lte') {
  return (argument: unknown, context: FilterContext): Condition => {
    if (typeOf(argument) === 'regex') fail('BadValue', "Can't have RegEx as arg to predicate over field")
    return condition(rangeTest(relation, argument, context.strings))
  }
}

export function parseNotEqual(argument: unknown, context: FilterContext): Condition {
  if (typeOf(argument) === 'regex') fail('BadValue', "Can't have regex as arg to $ne.")
  return not(equalCondition(argument, context.strings))
}

export function parseType(argument: unknown): Condition {
  const includes = parseTypeSet(argument, 'type')
  return condition((value) => value !== MISSING && includes(typeOf(value)))
}

export function parseExists(argument: unknown): Condition {
  const exists = condition((value) => value !== MISSING)
  return truthy(argument) ? exists : not(exists)
}

export function parseOptions(_argument: unknown, _context: FilterContext, siblings: Document): undefined {
  if (!Object.hasOwn(siblings, '$regex')) fail('BadValue', '$options needs a $regex')
  return undefined
}

export type ParseOperator = (
  argument: unknown,
  context: FilterContext,
  siblings: Document,
) => Condition | undefined

export function bits(operator: BitOperator): ParseOperator {
  return (argument) => bitCondition(operator, argument)
}
