import { fail } from '../../errors.ts'
import { refuse } from '../refuse.ts'
import { integerArgument, numberOf } from '../values/numbers.ts'
import { type Document, isDocument, isNumberType, typeOf } from '../values/types.ts'
import { equalCondition } from './comparison.ts'
import type { FilterContext } from './filter-context.ts'
import {
  arrayArgument,
  bits,
  isOperatorDocument,
  type ParseOperator,
  parseExists,
  parseIn,
  parseNotEqual,
  parseOptions,
  parseRange,
  parseRegexOperator,
  parseSize,
  parseType,
  regexCondition,
} from './leaf-operators.ts'
import {
  allOf,
  arrayCondition,
  type Condition,
  condition,
  type Matcher,
  matchAll,
  matchAny,
  not,
} from './matcher.ts'
import { modCondition } from './mod.ts'

/** Where a filter stands: some operators are for whole documents only. */
type Level = 'document' | 'element'

function parseNot(argument: unknown, context: FilterContext): Condition {
  if (typeOf(argument) === 'regex') return not(regexCondition(argument))
  if (!isDocument(argument)) fail('BadValue', '$not needs a regex or a document')
  if (Object.keys(argument).length === 0) fail('BadValue', '$not cannot be empty')
  return not(parseOperators(argument, context))
}

function asRootDocument(element: unknown): Document | undefined {
  if (isDocument(element)) return element
  return Array.isArray(element) ? { ...element } : undefined
}

function parseElemMatch(argument: unknown, context: FilterContext): Condition {
  if (!isDocument(argument)) fail('BadValue', '$elemMatch needs an Object')
  const first = Object.keys(argument)[0] ?? ''
  if (isOperatorDocument(argument, true) && !Object.hasOwn(TOP_LEVEL, first)) {
    const inner = parseOperators(argument, context)
    return arrayCondition((array) => array.findIndex((element) => inner.test(element)))
  }
  const matcher = compileDocument(argument, context, 'element')
  return arrayCondition((array) =>
    array.findIndex((element) => {
      const root = asRootDocument(element)
      return root !== undefined && matcher(root, null)
    }),
  )
}

function parseAll(argument: unknown, context: FilterContext): Condition {
  const values = arrayArgument('$all', argument)
  if (values.length === 0) return condition(() => false)
  const isElemMatch = (value: unknown) => isDocument(value) && Object.keys(value)[0] === '$elemMatch'
  if (isElemMatch(values[0])) {
    if (!values.every(isElemMatch)) fail('BadValue', '$all/$elemMatch has to be consistent')
    return allOf(values.map((value) => parseElemMatch((value as Document)['$elemMatch'], context)))
  }
  return allOf(
    values.map((value) => {
      if (typeOf(value) === 'regex') return regexCondition(value)
      const first = isDocument(value) ? Object.keys(value)[0] : undefined
      if (first !== undefined && Object.hasOwn(OPERATORS, first)) fail('BadValue', 'no $ expressions in $all')
      return equalCondition(value, context.strings)
    }),
  )
}

const OPERATORS: Record<string, ParseOperator> = {
  $eq: (argument, context) => equalCondition(argument, context.strings),
  $ne: parseNotEqual,
  $gt: parseRange('$gt'),
  $gte: parseRange('$gte'),
  $lt: parseRange('$lt'),
  $lte: parseRange('$lte'),
  $in: (argument, context) => parseIn('$in', argument, context),
  $nin: (argument, context) => not(parseIn('$nin', argument, context)),
  $not: parseNot,
  $exists: parseExists,
  $type: parseType,
  $mod: modCondition,
  $regex: (argument, _context, siblings) => parseRegexOperator(argument, siblings),
  $options: parseOptions,
  $size: parseSize,
  $all: parseAll,
  $elemMatch: parseElemMatch,
  $bitsAllSet: bits('$bitsAllSet'),
  $bitsAllClear: bits('$bitsAllClear'),
  $bitsAnySet: bits('$bitsAnySet'),
  $bitsAnyClear: bits('$bitsAnyClear'),
  $geoWithin: () => refuse('$geoWithin'),
  $geoIntersects: () => refuse('$geoIntersects'),
  $near: () => refuse('$near'),
  $nearSphere: () => refuse('$nearSphere'),
  $within: () => refuse('$within'),
  $geoNear: () => refuse('$geoNear'),
}

function parseOperators(operators: Document, context: FilterContext): Condition {
  const conditions: Condition[] = []
  for (const [name, argument] of Object.entries(operators)) {
    if (name === '$where') fail('BadValue', '$where cannot be applied to a field')
    const parse = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined
    if (!parse) fail('BadValue', `unknown operator: ${name}`)
    const parsed = parse(argument, context, operators)
    if (parsed) conditions.push(parsed)
  }
  return allOf(conditions)
}

type ParseTopLevel = (argument: unknown, context: FilterContext, level: Level) => Matcher | undefined

function parseBranches(name: string, argument: unknown, context: FilterContext, level: Level): Matcher[] {
  if (!Array.isArray(argument)) fail('BadValue', `${name} argument must be an array`)
  if (argument.length === 0) fail('BadValue', '$and/$or/$nor must be a nonempty array')
  return argument.map((branch) => {
    if (!isDocument(branch)) fail('BadValue', '$or/$and/$nor entries need to be full objects')
    return compileDocument(branch, context, level)
  })
}

function always(result: boolean, name: string): ParseTopLevel {
  return (argument) => {
    if (integerArgument(argument) !== 1) fail('FailedToParse', `${name} must be an integer value of 1`)
    return () => result
  }
}

function parseNor(argument: unknown, context: FilterContext, level: Level): Matcher {
  const any = matchAny(parseBranches('$nor', argument, context, level))
  return (doc) => !any(doc, null)
}

function parseSampleRate(argument: unknown): Matcher {
  const type = typeOf(argument)
  const rate = type === 'int' || type === 'double' ? numberOf(argument) : Number.NaN
  if (!isNumberType(type)) fail('BadValue', 'argument to $sampleRate must be a numeric type')
  if (!(rate >= 0 && rate <= 1)) fail('BadValue', 'numeric argument to $sampleRate must be in [0, 1]')
  return () => Math.random() < rate
}

const TOP_LEVEL: Record<string, ParseTopLevel> = {
  $and: (argument, context, level) => matchAll(parseBranches('$and', argument, context, level)),
  $or: (argument, context, level) => matchAny(parseBranches('$or', argument, context, level)),
  $nor: parseNor,
  $comment: () => undefined,
  $alwaysTrue: always(true, '$alwaysTrue'),
  $alwaysFalse: always(false, '$alwaysFalse'),
  $expr: (argument, context, level) =>
    level === 'document'
      ? context.compileExpr(argument)
      : fail('BadValue', '$expr can only be applied to the top-level document'),
  $jsonSchema: (argument, context) => context.compileSchema(argument),
  $ref: (argument, context) => equalCondition(argument, context.strings).at('$ref'),
  $id: (argument, context) => equalCondition(argument, context.strings).at('$id'),
  $db: (argument, context) => equalCondition(argument, context.strings).at('$db'),
  $text: () => fail('BadValue', '$text is not allowed in this context'),
  $where: () => refuse('$where'),
  $sampleRate: parseSampleRate,
}

function compileField(name: string, value: unknown, context: FilterContext): Matcher {
  if (isOperatorDocument(value)) return parseOperators(value, context).at(name)
  if (typeOf(value) === 'regex') return regexCondition(value).at(name)
  return equalCondition(value, context.strings).at(name)
}

/** Compiles a filter document into a matcher. Throws BadValue (2) and MongoDB's other parse errors. */
export function compileDocument(
  filter: Document,
  context: FilterContext,
  level: Level = 'document',
): Matcher {
  const matchers: Matcher[] = []
  for (const [name, value] of Object.entries(filter)) {
    if (!name.startsWith('$')) {
      matchers.push(compileField(name, value, context))
      continue
    }
    const parse = Object.hasOwn(TOP_LEVEL, name) ? TOP_LEVEL[name] : undefined
    if (!parse)
      fail(
        'BadValue',
        `unknown top level operator: ${name}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`,
      )
    const matcher = parse(value, context, level)
    if (matcher) matchers.push(matcher)
  }
  return matchAll(matchers)
}
