import { fail } from '../../errors.ts'
import { compareWith, type StringOrder } from '../values/compare.ts'
import { isTrue } from './comparison.ts'
import type { CompileOperator } from './evaluate.ts'
import { binary, compileOperands, isNullish, typeNameOf, unary } from './operands.ts'

/** The elements in order and without those equal to one before. */
function toSet(array: unknown[], strings: StringOrder): unknown[] {
  const sorted = [...array].sort((a, b) => compareWith(a, b, strings))
  return sorted.filter((value, i) => i === 0 || compareWith(sorted[i - 1], value, strings) !== 0)
}

/** Whether a sorted set has an element. */
function has(set: unknown[], value: unknown, strings: StringOrder): boolean {
  let low = 0
  let high = set.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const order = compareWith(set[middle], value, strings)
    if (order === 0) return true
    if (order < 0) low = middle + 1
    else high = middle - 1
  }
  return false
}

function isSubset(set: unknown[], of: unknown[], strings: StringOrder): boolean {
  return set.every((value) => has(of, value, strings))
}

function combine(
  code: `Location${number}`,
  combineSets: (sets: unknown[][], strings: StringOrder) => unknown,
): CompileOperator {
  return (argument, scope, name) => {
    const operands = compileOperands(argument, scope)
    return (env) => {
      const sets: unknown[][] = []
      for (const operand of operands) {
        const value = operand(env)
        if (isNullish(value)) return null
        if (!Array.isArray(value))
          fail(code, `All operands of ${name} must be arrays. One argument is of type: ${typeNameOf(value)}`)
        sets.push(value)
      }
      return combineSets(sets, scope.strings)
    }
  }
}

const compileSetEquals: CompileOperator = (argument, scope) => {
  const operands = compileOperands(argument, scope)
  if (operands.length < 2)
    fail('Location17045', `$setEquals needs at least two arguments had: ${operands.length}`)
  return (env) => {
    const sets = operands.map((operand, i) => {
      const value = operand(env)
      if (!Array.isArray(value))
        fail(
          'Location17044',
          `All operands of $setEquals must be arrays. ${i + 1}-th argument is of type: ${typeNameOf(value)}`,
        )
      return toSet(value, scope.strings)
    })
    const first = sets[0] as unknown[]
    return sets.every((set) => set.length === first.length && isSubset(set, first, scope.strings))
  }
}

function difference(a: unknown, b: unknown, strings: StringOrder): unknown {
  if (isNullish(a) || isNullish(b)) return null
  if (!Array.isArray(a))
    fail(
      'Location17048',
      `both operands of $setDifference must be arrays. First argument is of type: ${typeNameOf(a)}`,
    )
  if (!Array.isArray(b))
    fail(
      'Location17049',
      `both operands of $setDifference must be arrays. Second argument is of type: ${typeNameOf(b)}`,
    )
  const excluded = toSet(b, strings)
  const kept: unknown[] = []
  for (const value of a) {
    const isKnown =
      has(excluded, value, strings) || kept.some((other) => compareWith(other, value, strings) === 0)
    if (!isKnown) kept.push(value)
  }
  return kept
}

function subset(a: unknown, b: unknown, strings: StringOrder): boolean {
  if (!Array.isArray(a))
    fail(
      'Location17046',
      `both operands of $setIsSubset must be arrays. First argument is of type: ${typeNameOf(a)}`,
    )
  if (!Array.isArray(b))
    fail(
      'Location17042',
      `both operands of $setIsSubset must be arrays. Second argument is of type: ${typeNameOf(b)}`,
    )
  return isSubset(a, toSet(b, strings), strings)
}

function elementsTrue(code: `Location${number}`, name: string, value: unknown): boolean[] {
  if (!Array.isArray(value)) fail(code, `${name}'s argument must be an array, but is ${typeNameOf(value)}`)
  return value.map(isTrue)
}

export const SETS: Record<string, CompileOperator> = {
  $setUnion: combine('Location17043', (sets, strings) => toSet(sets.flat(1), strings)),
  $setIntersection: combine('Location17047', (sets, strings) => {
    const [first = [], ...others] = sets.map((set) => toSet(set, strings))
    return first.filter((value) => others.every((other) => has(other, value, strings)))
  }),
  $setEquals: compileSetEquals,
  $setDifference: binary((a, b, { strings }) => difference(a, b, strings)),
  $setIsSubset: binary((a, b, { strings }) => subset(a, b, strings)),
  $allElementsTrue: unary((value) => elementsTrue('Location17040', '$allElementsTrue', value).every(Boolean)),
  $anyElementTrue: unary((value) => elementsTrue('Location17041', '$anyElementTrue', value).some(Boolean)),
}
