import { Int32 } from 'bson'
import { fail } from '../../errors.ts'
import { compileExpression } from '../expression/compile.ts'
import type { Scope } from '../expression/evaluate.ts'
import { refuse } from '../refuse.ts'
import type { StringOrder } from '../values/compare.ts'
import { isDocument } from '../values/types.ts'
import type { Accumulator, AccumulatorSpec, CompileAccumulator } from './accumulator.ts'
import { compileMedian, compilePercentile } from './percentile.ts'
import { createAddToSet, createExtreme, createFirst, createLast, createMerge, createPush } from './picks.ts'
import { SEVERAL } from './several.ts'
import { createAverage, createDeviation, createSum } from './sums.ts'

function ofExpression(create: (strings: StringOrder) => Accumulator): CompileAccumulator {
  return (argument, scope, name) => {
    if (Array.isArray(argument)) fail('Location40237', `The ${name} accumulator is a unary operator`)
    return { evaluate: compileExpression(argument, scope), create: () => create(scope.strings) }
  }
}

const compileCount: CompileAccumulator = (argument) => {
  if (!isDocument(argument) || Object.keys(argument).length > 0)
    fail('TypeMismatch', '$count takes no arguments, i.e. $count:{}')
  const one = new Int32(1)
  return { evaluate: () => one, create: createSum }
}

/** `$push` and `$addToSet` take an array as an expression that makes one. */
function ofAnyExpression(create: (strings: StringOrder) => Accumulator): CompileAccumulator {
  return (argument, scope) => ({
    evaluate: compileExpression(argument, scope),
    create: () => create(scope.strings),
  })
}

const ACCUMULATORS: Record<string, CompileAccumulator> = {
  $sum: ofExpression(createSum),
  $avg: ofExpression(createAverage),
  $min: ofExpression((strings) => createExtreme(-1, strings)),
  $max: ofExpression((strings) => createExtreme(1, strings)),
  $first: ofExpression(createFirst),
  $last: ofExpression(createLast),
  $push: ofAnyExpression(createPush),
  $addToSet: ofAnyExpression(createAddToSet),
  $mergeObjects: ofExpression(createMerge),
  $stdDevPop: ofExpression(() => createDeviation(false)),
  $stdDevSamp: ofExpression(() => createDeviation(true)),
  $count: compileCount,
  $median: compileMedian,
  $percentile: compilePercentile,
  ...SEVERAL,
  $accumulator: () => refuse('$accumulator'),
}

export function isAccumulator(name: string): boolean {
  return Object.hasOwn(ACCUMULATORS, name)
}

/** Compiles `{ $operator: argument }` of a group. Throws Location15952 for an unknown operator. */
export function compileAccumulator(name: string, argument: unknown, scope: Scope): AccumulatorSpec {
  const compile = isAccumulator(name) ? ACCUMULATORS[name] : undefined
  if (!compile) fail('Location15952', `unknown group operator '${name}'`)
  return compile(argument, scope, name)
}
