import type { Accumulator } from '../accumulators/accumulator.ts'
import { createPercentile, readFractions } from '../accumulators/percentile.ts'
import { createExtreme } from '../accumulators/picks.ts'
import { createAverage, createDeviation, createSum } from '../accumulators/sums.ts'
import type { StringOrder } from '../values/compare.ts'
import { compileExpression } from './compile.ts'
import type { CompileOperator } from './evaluate.ts'
import { compileOperands, namedArguments } from './operands.ts'

/**
 * An accumulator as an expression: over the elements of its only operand if that is an array, else
 * over its operands.
 */
function over(create: (strings: StringOrder) => Accumulator): CompileOperator {
  return (argument, scope) => {
    const operands = compileOperands(argument, scope)
    return (env) => {
      const accumulator = create(scope.strings)
      const values = operands.map((operand) => operand(env))
      const only = values[0]
      for (const value of values.length === 1 && Array.isArray(only) ? only : values) accumulator.add(value)
      return accumulator.value()
    }
  }
}

function quantiles(single: boolean): CompileOperator {
  return (argument, scope, name) => {
    const fields = single ? ['input', 'method'] : ['input', 'p', 'method']
    const given = namedArguments(name, argument, fields, fields)
    const input = compileExpression(given['input'], scope)
    const fractions = single ? [0.5] : readFractions(given['p'], scope)
    return (env) => {
      const accumulator = createPercentile(fractions, single)
      const value = input(env)
      for (const each of Array.isArray(value) ? value : [value]) accumulator.add(each)
      return accumulator.value()
    }
  }
}

/** The accumulators that are also expressions. */
export const ACCUMULATING: Record<string, CompileOperator> = {
  $sum: over(createSum),
  $avg: over(createAverage),
  $min: over((strings) => createExtreme(-1, strings)),
  $max: over((strings) => createExtreme(1, strings)),
  $stdDevPop: over(() => createDeviation(false)),
  $stdDevSamp: over(() => createDeviation(true)),
  $median: quantiles(true),
  $percentile: quantiles(false),
}
