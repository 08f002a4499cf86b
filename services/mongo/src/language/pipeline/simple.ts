import { Int32, Long } from 'bson'
import { fail } from '../../errors.ts'
import { integral64 } from '../expression/arguments.ts'
import { compileExpression, envOf } from '../expression/compile.ts'
import { parseFieldPath } from '../expression/field-path.ts'
import { typeNameOf } from '../expression/operands.ts'
import { filterContextOf } from '../options.ts'
import { MISSING } from '../paths.ts'
import { compileAddFields, compileProjectStage } from '../projection/stage.ts'
import { compileDocument } from '../query/compile.ts'
import { compileSortKey } from '../sort.ts'
import { describe } from '../values/describe.ts'
import { type Document, isDocument, isNumberType, typeOf } from '../values/types.ts'
import { type CompileStage, mapping, type Run } from './stage.ts'

function documentArgument(name: string, argument: unknown, code: `Location${number}`): Document {
  if (!isDocument(argument))
    fail(code, `the ${name} stage specification must be an object, but found ${typeOf(argument)}`)
  return argument
}

const compileMatch: CompileStage = (argument, { scope }) => {
  const filter = documentArgument('$match', argument, 'Location15959')
  const matches = compileDocument(filter, filterContextOf(scope))
  return function* (source) {
    for (const doc of source) if (matches(doc, null)) yield doc
  }
}

const compileProject: CompileStage = (argument, { scope }) =>
  mapping(compileProjectStage(documentArgument('$project', argument, 'Location15969'), scope))

const compileSetStage: CompileStage = (argument, { scope }, name) => {
  if (!isDocument(argument))
    fail('Location40272', `${name} specification stage must be an object, got ${typeOf(argument)}`)
  if (Object.keys(argument).length === 0)
    fail('Location40177', `Invalid ${name} :: caused by :: specification must have at least one field`)
  return mapping(compileAddFields(argument, scope, name))
}

const compileUnset: CompileStage = (argument, { scope }) => {
  const names = Array.isArray(argument) ? argument : [argument]
  if (names.length === 0)
    fail('Location31119', '$unset specification must be a string or an array with at least one field')
  for (const name of names)
    if (typeof name !== 'string')
      fail('Location31120', '$unset specification must be a string or an array containing only string values')
  for (const name of names as string[]) parseFieldPath(name)
  const exclusion = Object.fromEntries((names as string[]).map((name) => [name, new Int32(0)]))
  return mapping(compileProjectStage(exclusion, scope, '$unset'))
}

function countArgument(name: string, argument: unknown, code: `Location${number}`): number {
  const count = integral64(argument)
  if (count === undefined)
    fail(code, `invalid argument to ${name} stage: Expected an integer: ${name}: ${describe(argument)}`)
  if (count < 0n)
    fail(
      code,
      `invalid argument to ${name} stage: Expected a non-negative number in: ${name}: ${describe(argument)}`,
    )
  return Number(count)
}

const compileLimit: CompileStage = (argument) => {
  const limit = countArgument('$limit', argument, 'Location5107201')
  if (limit === 0) fail('Location15958', 'the limit must be positive')
  return function* (source) {
    let left = limit
    for (const doc of source) {
      yield doc
      if (--left === 0) return
    }
  }
}

const compileSkip: CompileStage = (argument) => {
  const skip = countArgument('$skip', argument, 'Location5107200')
  return function* (source) {
    let left = skip
    for (const doc of source) {
      if (left > 0) left -= 1
      else yield doc
    }
  }
}

/** A document with its sort key and its place in the input, which decides between equal keys. */
interface Sorted {
  doc: Document
  key: unknown[]
  at: number
}

const KEEP_AT_LEAST = 1000

/** Compiles `$sort`; with a limit only the best documents are kept in memory. */
export function compileSortStage(
  argument: unknown,
  { scope }: Parameters<CompileStage>[1],
  limit = Infinity,
): Run {
  if (!isDocument(argument)) fail('Location15973', 'the $sort key specification must be an object')
  if (Object.keys(argument).length === 0) fail('Location15976', '$sort stage must have at least one sort key')
  const { keyOf, compare } = compileSortKey(argument, scope.strings, scope.constants.textScore)
  const inOrder = (a: Sorted, b: Sorted) => compare(a.key, b.key) || a.at - b.at
  return function* (source) {
    let kept: Sorted[] = []
    let at = 0
    for (const doc of source) {
      kept.push({ doc, key: keyOf(doc), at: at++ })
      if (kept.length > Math.max(2 * limit, KEEP_AT_LEAST)) kept = kept.sort(inOrder).slice(0, limit)
    }
    for (const { doc } of kept.sort(inOrder)) yield doc
  }
}

function compileReplace(expression: unknown, what: string, context: Parameters<CompileStage>[1]): Run {
  const evaluate = compileExpression(expression, context.scope)
  return mapping((doc) => {
    const value = evaluate(envOf(doc))
    if (!isDocument(value))
      fail(
        'Location40228',
        `${what} must evaluate to an object, but resulting value was: ${value === MISSING ? 'MISSING' : describe(value)}. Type of resulting value: '${typeNameOf(value)}'. Input document: ${describe(doc)}`,
      )
    return value
  })
}

const compileReplaceRoot: CompileStage = (argument, context) => {
  if (!isDocument(argument))
    fail(
      'Location40229',
      `expected an object as specification for $replaceRoot stage, got ${typeOf(argument)}`,
    )
  for (const field of Object.keys(argument))
    if (field !== 'newRoot')
      fail('IDLUnknownField', `BSON field '$replaceRoot.${field}' is an unknown field.`)
  if (!Object.hasOwn(argument, 'newRoot'))
    fail('IDLFailedToParse', "BSON field '$replaceRoot.newRoot' is missing but a required field")
  return compileReplace(argument['newRoot'], "'newRoot' expression ", context)
}

function count(number: number): Int32 | Long {
  return number > 0x7fffffff ? Long.fromNumber(number) : new Int32(number)
}

const compileCount: CompileStage = (argument) => {
  if (typeof argument !== 'string') fail('Location40156', 'the count field must be a non-empty string')
  if (argument === '') fail('Location40157', 'the count field must be a non-empty string')
  if (argument.startsWith('$')) fail('Location40158', 'the count field cannot be a $-prefixed path')
  if (argument.includes('\0')) fail('Location40159', 'the count field cannot contain a null byte')
  if (argument.includes('.')) fail('Location40160', "the count field cannot contain '.'")
  return function* (source) {
    let total = 0
    for (const _doc of source) total += 1
    if (total > 0) yield { [argument]: count(total) }
  }
}

const compileSample: CompileStage = (argument) => {
  if (!isDocument(argument)) fail('Location28745', 'the $sample stage specification must be an object')
  for (const field of Object.keys(argument))
    if (field !== 'size') fail('Location28748', `unrecognized option to $sample: ${field}`)
  if (!Object.hasOwn(argument, 'size')) fail('Location28749', '$sample stage must specify a size')
  if (!isNumberType(typeOf(argument['size'])))
    fail('Location28746', 'size argument to $sample must be a number')
  const size = integral64(argument['size'])
  if (size === undefined || size <= 0n)
    fail('Location28747', 'size argument to $sample must be a positive integer')
  const wanted = Number(size)
  return function* (source) {
    const chosen: Document[] = []
    let seen = 0
    for (const doc of source) {
      seen += 1
      if (chosen.length < wanted) chosen.push(doc)
      else {
        const at = Math.floor(Math.random() * seen)
        if (at < wanted) chosen[at] = doc
      }
    }
    yield* chosen
  }
}

const compileDocuments: CompileStage = (argument, { scope }) => {
  const evaluate = compileExpression(argument, scope)
  return function* () {
    const documents = evaluate(envOf({}))
    if (!Array.isArray(documents))
      fail(
        'Location5858203',
        `error evaluating $documents: must evaluate to an array, but found ${typeNameOf(documents)}`,
      )
    for (const doc of documents) {
      if (!isDocument(doc))
        fail('Location40228', `$documents must evaluate to an array of objects, but found ${typeNameOf(doc)}`)
      yield doc
    }
  }
}

export const SIMPLE_STAGES: Record<string, CompileStage> = {
  $match: compileMatch,
  $project: compileProject,
  $addFields: compileSetStage,
  $set: compileSetStage,
  $unset: compileUnset,
  $limit: compileLimit,
  $skip: compileSkip,
  $sort: (argument, context) => compileSortStage(argument, context),
  $replaceRoot: compileReplaceRoot,
  $replaceWith: (argument, context) => compileReplace(argument, "'replacement document' ", context),
  $count: compileCount,
  $sample: compileSample,
  $documents: compileDocuments,
}
