import { Double } from 'bson'
import { fail } from '../../errors.ts'
import { compileExpression, envOf } from '../expression/compile.ts'
import type { Scope } from '../expression/evaluate.ts'
import { namedArguments } from '../expression/operands.ts'
import { describe } from '../values/describe.ts'
import type { Accumulator, CompileAccumulator } from './accumulator.ts'
import { doubleFrom } from './sums.ts'

/** The smallest value that at least the fraction `p` of the sorted values does not exceed. */
function percentileOf(sorted: number[], p: number): unknown {
  if (sorted.length === 0) return null
  const rank = p >= 1 ? sorted.length - 1 : Math.max(0, Math.ceil(p * sorted.length) - 1)
  return new Double(sorted[rank] as number)
}

function checkMethod(method: unknown): void {
  if (typeof method !== 'string')
    fail('TypeMismatch', "BSON field 'method' is the wrong type, expected type 'string'")
  if (method === 'discrete' || method === 'continuous')
    fail('InvalidOptions', `Currently only 'approximate' can be used as percentile 'method'.`)
  if (method !== 'approximate')
    fail('BadValue', `Currently only 'approximate' can be used as percentile 'method'.`)
}

/** The fractions of `p`: an array of numbers from 0 to 1, which may be a constant expression. */
export function readFractions(given: unknown, scope: Scope): number[] {
  const value = compileExpression(given, scope)(envOf({}))
  if (!Array.isArray(value) || value.length === 0)
    fail(
      'Location7750300',
      `The $percentile 'p' field must be an array of numbers from [0.0, 1.0], but found: ${describe(value)}`,
    )
  return value.map((each) => {
    const fraction = doubleFrom(each)
    if (fraction === undefined)
      fail(
        'Location7750302',
        `The $percentile 'p' field must be an array of numbers from [0.0, 1.0], but found: ${describe(each)}`,
      )
    if (!(fraction >= 0 && fraction <= 1))
      fail(
        'Location7750303',
        `The $percentile 'p' field must be an array of numbers from [0.0, 1.0], but found: ${fraction}`,
      )
    return fraction
  })
}

/**
 * MongoDB approximates percentiles of large inputs; this gives the exact value, which its approximation
 * also gives for small ones.
 */
export function createPercentile(fractions: number[], single: boolean): Accumulator {
  const values: number[] = []
  return {
    add(value) {
      const number = doubleFrom(value)
      if (number !== undefined && !Number.isNaN(number)) values.push(number)
    },
    value() {
      const sorted = values.sort((a, b) => a - b)
      const results = fractions.map((fraction) => percentileOf(sorted, fraction))
      return single ? results[0] : results
    },
  }
}

export const compilePercentile: CompileAccumulator = (argument, scope, name) => {
  const fields = ['input', 'p', 'method']
  const given = namedArguments(name, argument, fields, fields, {
    notAnObject: 'Location7429703',
    unknown: 'Location40415',
    missing: 'Location40414',
  })
  checkMethod(given['method'])
  const fractions = readFractions(given['p'], scope)
  return {
    evaluate: compileExpression(given['input'], scope),
    create: () => createPercentile(fractions, false),
  }
}

export const compileMedian: CompileAccumulator = (argument, scope, name) => {
  const fields = ['input', 'method']
  const given = namedArguments(name, argument, fields, fields, {
    notAnObject: 'Location7436100',
    unknown: 'Location40415',
    missing: 'Location40414',
  })
  checkMethod(given['method'])
  return { evaluate: compileExpression(given['input'], scope), create: () => createPercentile([0.5], true) }
}
