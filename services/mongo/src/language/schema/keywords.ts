import { Int32 } from 'bson'
import { fail } from '../../errors.ts'
import { compileRegex } from '../query/regex.ts'
import { parseTypeSet } from '../query/type-sets.ts'
import { integerArgument } from '../values/numbers.ts'
import { type Document, isDocument, type TypeName, typeOf } from '../values/types.ts'
import { canonicalKey } from './canonical.ts'
import { type CompileKeyword, failure, isNumber } from './keyword.ts'
import { bound, compileMultipleOf, exclusive } from './number-keywords.ts'
import type { Rule } from './rule.ts'

const JSON_TYPES: Record<string, string> = {
  array: 'array',
  boolean: 'bool',
  null: 'null',
  number: 'number',
  object: 'object',
  string: 'string',
}

function typeRule(keyword: string, argument: unknown, includes: (type: TypeName) => boolean): Rule {
  return {
    check: (value) => includes(typeOf(value)),
    explain: (value) =>
      failure(keyword, argument, 'type did not match', value, { consideredType: typeOf(value) }),
  }
}

function typeNames(keyword: string, argument: unknown): string[] {
  const names = Array.isArray(argument) ? argument : [argument]
  for (const name of names)
    if (typeof name !== 'string')
      fail('TypeMismatch', `$jsonSchema keyword '${keyword}' must be either a string or an array of strings`)
  return names as string[]
}

const compileType: CompileKeyword = (argument, keyword, schema) => {
  if (Object.hasOwn(schema, 'bsonType'))
    fail('FailedToParse', "Cannot specify both $jsonSchema keywords 'type' and 'bsonType'")
  const names = typeNames(keyword, argument).map((name) => {
    if (name === 'integer') fail('BadValue', "$jsonSchema type 'integer' is not currently supported.")
    return Object.hasOwn(JSON_TYPES, name)
      ? (JSON_TYPES[name] as string)
      : fail('BadValue', `Unknown type name alias: ${name}`)
  })
  return typeRule(keyword, argument, parseTypeSet(names, `$jsonSchema keyword '${keyword}'`))
}

const compileBsonType: CompileKeyword = (argument, keyword) =>
  typeRule(keyword, argument, parseTypeSet(typeNames(keyword, argument), `$jsonSchema keyword '${keyword}'`))

const compileEnum: CompileKeyword = (argument, keyword) => {
  if (!Array.isArray(argument))
    fail(
      'TypeMismatch',
      `$jsonSchema keyword 'enum' must be an array, but found an element of type ${typeOf(argument)}`,
    )
  if (argument.length === 0) fail('FailedToParse', "$jsonSchema keyword 'enum' cannot be an empty array")
  const keys = new Set(argument.map(canonicalKey))
  if (keys.size < argument.length)
    fail('FailedToParse', "$jsonSchema keyword 'enum' array cannot contain duplicate values.")
  return {
    check: (value) => keys.has(canonicalKey(value)),
    explain: (value) => failure(keyword, argument, 'value was not found in enum', value),
  }
}

function sizeArgument(keyword: string, argument: unknown): number {
  const size = isNumber(argument) ? integerArgument(argument) : undefined
  if (size === undefined) fail('FailedToParse', `$jsonSchema keyword '${keyword}' must be an integer`)
  if (size < 0) fail('FailedToParse', `$jsonSchema keyword '${keyword}' must be a non-negative integer`)
  return size
}

function size(
  sign: 1 | -1,
  measure: (value: unknown) => number | undefined,
  reason: string,
  more: (value: unknown) => Document = () => ({}),
): CompileKeyword {
  return (argument, keyword) => {
    const limit = sizeArgument(keyword, argument)
    return {
      check(value) {
        const measured = measure(value)
        return measured === undefined || sign * (measured - limit) <= 0
      },
      explain: (value) => failure(keyword, argument, reason, value, more(value)),
    }
  }
}

function lengthOf(value: unknown): number | undefined {
  return typeof value === 'string' ? [...value].length : undefined
}

function itemsOf(value: unknown): number | undefined {
  return Array.isArray(value) ? value.length : undefined
}

function propertiesOf(value: unknown): number | undefined {
  return isDocument(value) ? Object.keys(value).length : undefined
}

const compilePattern: CompileKeyword = (argument, keyword) => {
  if (typeof argument !== 'string') fail('TypeMismatch', "$jsonSchema keyword 'pattern' must be a string")
  const regex = compileRegex(argument, '')
  return {
    check: (value) => typeof value !== 'string' || regex.test(value),
    explain: (value) => failure(keyword, argument, 'regular expression did not match', value),
  }
}

function firstDuplicate(array: unknown[]): unknown {
  const seen = new Set<string>()
  return array.find((element) => {
    const key = canonicalKey(element)
    return seen.has(key) || !seen.add(key)
  })
}

const compileUniqueItems: CompileKeyword = (argument, keyword) => {
  if (typeof argument !== 'boolean')
    fail('TypeMismatch', "$jsonSchema keyword 'uniqueItems' must be a boolean")
  if (!argument) return undefined
  return {
    check: (value) => !Array.isArray(value) || new Set(value.map(canonicalKey)).size === value.length,
    explain: (value) =>
      failure(keyword, argument, 'found a duplicate item', value, {
        duplicatedValue: firstDuplicate(value as unknown[]),
      }),
  }
}

const compileRequired: CompileKeyword = (argument, keyword) => {
  if (!Array.isArray(argument))
    fail('TypeMismatch', `$jsonSchema keyword 'required' must be an array, but found ${typeOf(argument)}`)
  if (argument.length === 0) fail('FailedToParse', "$jsonSchema keyword 'required' cannot be an empty array")
  for (const name of argument)
    if (typeof name !== 'string')
      fail(
        'TypeMismatch',
        "$jsonSchema keyword 'required' must be an array of strings, but found an element of type: " +
          typeOf(name),
      )
  if (new Set(argument).size < argument.length)
    fail('FailedToParse', "$jsonSchema keyword 'required' array cannot contain duplicate values")
  const names = argument as string[]
  const missing = (value: Document) => names.filter((name) => !Object.hasOwn(value, name))
  return {
    check: (value) => !isDocument(value) || missing(value).length === 0,
    explain: (value) => ({
      operatorName: keyword,
      specifiedAs: { [keyword]: argument },
      missingProperties: missing(value as Document),
    }),
  }
}

function text(keyword: string): CompileKeyword {
  return (argument) => {
    if (typeof argument !== 'string')
      fail('TypeMismatch', `$jsonSchema keyword '${keyword}' must be of type string`)
    return undefined
  }
}

/** The keywords of a schema that do not contain schemas. */
export const KEYWORDS: Record<string, CompileKeyword> = {
  type: compileType,
  bsonType: compileBsonType,
  enum: compileEnum,
  minimum: bound(-1, 'exclusiveMinimum'),
  maximum: bound(1, 'exclusiveMaximum'),
  exclusiveMinimum: exclusive('minimum'),
  exclusiveMaximum: exclusive('maximum'),
  multipleOf: compileMultipleOf,
  minLength: size(-1, lengthOf, 'specified string length was not satisfied'),
  maxLength: size(1, lengthOf, 'specified string length was not satisfied'),
  minItems: size(-1, itemsOf, 'array did not match specified length'),
  maxItems: size(1, itemsOf, 'array did not match specified length'),
  minProperties: size(-1, propertiesOf, 'specified number of properties was not satisfied', countProperties),
  maxProperties: size(1, propertiesOf, 'specified number of properties was not satisfied', countProperties),
  pattern: compilePattern,
  uniqueItems: compileUniqueItems,
  required: compileRequired,
  title: text('title'),
  description: text('description'),
}

function countProperties(value: unknown): Document {
  return { numberOfProperties: new Int32(propertiesOf(value) ?? 0) }
}
