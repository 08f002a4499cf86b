import { Int32 } from 'bson'
import { fail } from '../../errors.ts'
import { integral } from '../expression/arguments.ts'
import { compileExpression, envOf } from '../expression/compile.ts'
import { MISSING } from '../paths.ts'
import { refuse } from '../refuse.ts'
import { compareWith } from '../values/compare.ts'
import { describe } from '../values/describe.ts'
import { type Document, isDocument, isNumberType, orderOfType, typeOf } from '../values/types.ts'
import { compileOutputs, Group, type Outputs } from './group.ts'
import type { CompileStage, StageContext } from './stage.ts'

const COUNT = { count: { $sum: new Int32(1) } }

function constant(
  expression: unknown,
  context: StageContext,
  code: `Location${number}`,
  what: string,
): unknown {
  const isField = typeof expression === 'string' && expression.startsWith('$')
  if (isField) fail(code, `${what} must be a constant expression, but found value: ${expression}`)
  const value = compileExpression(expression, context.scope)(envOf({}))
  return value === MISSING ? null : value
}

function readBoundaries(given: unknown, context: StageContext): unknown[] {
  if (!Array.isArray(given))
    fail('Location40200', `The $bucket 'boundaries' field must be an array, but found type: ${typeOf(given)}`)
  const boundaries = given.map((each) =>
    constant(each, context, 'Location40191', "The $bucket 'boundaries' field"),
  )
  if (boundaries.length < 2)
    fail(
      'Location40192',
      `The $bucket 'boundaries' field must have at least 2 values, but found ${boundaries.length} value(s).`,
    )
  for (let i = 1; i < boundaries.length; i++) {
    const [lower, upper] = [boundaries[i - 1], boundaries[i]]
    if (orderOfType(typeOf(lower)) !== orderOfType(typeOf(upper)))
      fail('Location40193', "All values in the the 'boundaries' option to $bucket must have the same type.")
    if (compareWith(lower, upper, context.scope.strings) >= 0)
      fail(
        'Location40194',
        "The 'boundaries' option to $bucket must be sorted, but elements are not in ascending order.",
      )
  }
  return boundaries
}

function bucketArgument(name: '$bucket' | '$bucketAuto', argument: unknown, known: string[]): Document {
  if (!isDocument(argument))
    fail('Location40201', `Argument to ${name} stage must be an object, but found type: ${typeOf(argument)}.`)
  for (const field of Object.keys(argument))
    if (!known.includes(field)) fail('Location40197', `Unrecognized option to ${name}: ${field}.`)
  if (!Object.hasOwn(argument, 'groupBy'))
    fail('Location40198', `${name} requires 'groupBy' and other fields to be specified.`)
  return argument
}

function checkDefault(value: unknown, boundaries: unknown[], context: StageContext): void {
  const lowest = boundaries[0]
  const highest = boundaries.at(-1)
  if (orderOfType(typeOf(value)) !== orderOfType(typeOf(lowest))) return
  const { strings } = context.scope
  if (compareWith(value, lowest, strings) >= 0 && compareWith(value, highest, strings) < 0)
    fail(
      'Location40199',
      "The $bucket 'default' field must be less than the lowest boundary or greater than or equal to the highest boundary.",
    )
}

export const compileBucket: CompileStage = (argument, context) => {
  const given = bucketArgument('$bucket', argument, ['groupBy', 'boundaries', 'default', 'output'])
  const boundaries = readBoundaries(given['boundaries'], context)
  const branches = boundaries.slice(1).map((upper, i) => {
    const lower = { $literal: boundaries[i] }
    const isWithin = {
      $and: [{ $gte: [given['groupBy'], lower] }, { $lt: [given['groupBy'], { $literal: upper }] }],
    }
    // Not as a literal object, whose field `then` would make it look like a promise.
    return Object.fromEntries([
      ['case', isWithin],
      ['then', lower],
    ])
  })
  const isDefaulted = Object.hasOwn(given, 'default')
  const fallback = isDefaulted
    ? constant(given['default'], context, 'Location40195', "The $bucket 'default' field")
    : null
  if (isDefaulted) checkDefault(fallback, boundaries, context)
  const key = { $switch: { branches, ...(isDefaulted && { default: { $literal: fallback } }) } }
  const output = given['output'] ?? COUNT
  if (!isDocument(output))
    fail('Location40196', `The $bucket 'output' field must be an object, but found type: ${typeOf(output)}.`)
  const stages = [{ $group: { _id: key, ...output } }, { $sort: { _id: new Int32(1) } }]
  return context.compilePipeline(stages, context, 'command')
}

interface Keyed {
  key: unknown
  doc: Document
}

/** Cuts sorted documents into buckets of about the same size; equal keys stay together. */
function* cut(sorted: Keyed[], buckets: number, outputs: Outputs, context: StageContext): Iterable<Document> {
  const { strings } = context.scope
  const size = Math.max(1, Math.round(sorted.length / buckets))
  let at = 0
  for (let bucket = 1; at < sorted.length; bucket++) {
    const from = at
    at = bucket === buckets ? sorted.length : Math.min(at + size, sorted.length)
    while (at < sorted.length && compareWith(sorted[at]?.key, sorted[at - 1]?.key, strings) === 0) at++
    const max = at < sorted.length ? sorted[at]?.key : sorted[at - 1]?.key
    const group = new Group({ min: sorted[from]?.key, max }, outputs)
    for (const { doc } of sorted.slice(from, at)) group.add(doc)
    yield group.result()
  }
}

export const compileBucketAuto: CompileStage = (argument, context) => {
  const given = bucketArgument('$bucketAuto', argument, ['groupBy', 'buckets', 'output', 'granularity'])
  if (Object.hasOwn(given, 'granularity')) refuse('$bucketAuto with granularity')
  if (!isNumberType(typeOf(given['buckets'])))
    fail(
      'Location40241',
      `The $bucketAuto 'buckets' field must be a numeric value, but found type: ${typeOf(given['buckets'])}`,
    )
  const buckets = integral(given['buckets'])
  if (buckets === undefined)
    fail(
      'Location40242',
      `The $bucketAuto 'buckets' field must be representable as a 32-bit integer, but found ${describe(given['buckets'])}`,
    )
  if (buckets <= 0)
    fail('Location40243', `The $bucketAuto 'buckets' field must be greater than 0, but found: ${buckets}`)
  const output = given['output'] ?? COUNT
  if (!isDocument(output))
    fail(
      'Location40244',
      `The $bucketAuto 'output' field must be an object, but found type: ${typeOf(output)}`,
    )
  const outputs = compileOutputs(Object.entries(output), context.scope)
  const keyOf = compileExpression(given['groupBy'], context.scope)
  return function* (source) {
    const sorted: Keyed[] = []
    for (const doc of source) {
      const key = keyOf(envOf(doc))
      sorted.push({ key: key === MISSING ? null : key, doc })
    }
    sorted.sort((a, b) => compareWith(a.key, b.key, context.scope.strings))
    yield* cut(sorted, buckets, outputs, context)
  }
}
