import { Int32 } from 'bson'
import { fail } from '../../errors.ts'
import { MISSING } from '../paths.ts'
import { compileElementOrder } from '../update/push-sort.ts'
import { compareWith, type StringOrder } from '../values/compare.ts'
import { describe } from '../values/describe.ts'
import { integral, integral64 } from './arguments.ts'
import { isNumber } from './arithmetic.ts'
import { compileZip, range } from './array-builders.ts'
import { arrayToObject, objectToArray } from './array-conversion.ts'
import { compileExpression } from './compile.ts'
import type { CompileOperator } from './evaluate.ts'
import {
  binary,
  compileNamed,
  compileOperands,
  isNullish,
  namedArguments,
  typeNameOf,
  unary,
  variadic,
} from './operands.ts'

function elementAt(name: string, array: unknown, index: unknown): unknown {
  if (isNullish(array) || isNullish(index)) return null
  if (!Array.isArray(array)) {
    const which = name === '$arrayElemAt' ? 'first argument' : 'argument'
    fail('Location28689', `${name}'s ${which} must be an array, but is ${typeNameOf(array)}`)
  }
  if (!isNumber(index))
    fail('Location28690', `${name}'s second argument must be a numeric value, but is ${typeNameOf(index)}`)
  const at = integral(index)
  if (at === undefined)
    fail('Location28691', `${name}'s second argument must be representable as a 32-bit integer: ${index}`)
  const position = at < 0 ? array.length + at : at
  return position >= 0 && position < array.length ? array[position] : MISSING
}

const compileConcatArrays: CompileOperator = (argument, scope) => {
  const operands = compileOperands(argument, scope)
  return (env) => {
    const result: unknown[] = []
    for (const operand of operands) {
      const value = operand(env)
      if (isNullish(value)) return null
      if (!Array.isArray(value))
        fail('Location28664', `$concatArrays only supports arrays, not ${typeNameOf(value)}`)
      for (const element of value) result.push(element)
    }
    return result
  }
}

function searchIndex(value: unknown, which: string): number {
  const index = integral(value)
  if (index === undefined)
    fail(
      'Location40096',
      `$indexOfArrayrequires an integral ${which}, found a value of type: ${typeNameOf(value)}, with value: ${describe(value)}`,
    )
  if (index < 0) fail('Location40097', `$indexOfArray requires a nonnegative ${which}, found: ${index}`)
  return index
}

const indexOfArray = variadic(2, 4, ([array, wanted, start, end], { strings }) => {
  if (isNullish(array)) return null
  if (!Array.isArray(array))
    fail('Location40090', `$indexOfArray requires an array as a first argument, found: ${typeNameOf(array)}`)
  const from = start === undefined ? 0 : searchIndex(start, 'starting index')
  const to = end === undefined ? array.length : Math.min(array.length, searchIndex(end, 'ending index'))
  for (let at = from; at < to; at++)
    if (wanted !== MISSING && compareWith(array[at], wanted, strings) === 0) return new Int32(at)
  return new Int32(-1)
})

function isIn(value: unknown, array: unknown, strings: StringOrder): boolean {
  if (!Array.isArray(array))
    fail('Location40081', `$in requires an array as a second argument, found: ${typeNameOf(array)}`)
  return value !== MISSING && array.some((element) => compareWith(element, value, strings) === 0)
}

function sliceNumber(value: unknown, type: number, form: number, which: string): number {
  if (!isNumber(value))
    fail(
      `Location${type}`,
      `${which} argument to $slice must be numeric, but is of type: ${typeNameOf(value)}`,
    )
  const number = integral(value)
  return (
    number ??
    fail(
      `Location${form}`,
      `${which} argument to $slice can't be represented as a 32-bit integer: ${describe(value)}`,
    )
  )
}

const slice = variadic(2, 3, ([array, second, third]) => {
  if (isNullish(array) || isNullish(second)) return null
  if (!Array.isArray(array))
    fail('Location28724', `First argument to $slice must be an array, but is of type: ${typeNameOf(array)}`)
  const first = sliceNumber(second, 28725, 28726, 'Second')
  if (third === undefined) return first < 0 ? array.slice(first) : array.slice(0, first)
  if (isNullish(third)) return null
  const count = sliceNumber(third, 28727, 28728, 'Third')
  if (count <= 0) fail('Location28729', `Third argument to $slice must be positive: ${count}`)
  const from = first < 0 ? Math.max(array.length + first, 0) : first
  return array.slice(from, from + count)
})

const compileSortArray: CompileOperator = (argument, scope, name) => {
  const given = namedArguments(name, argument, ['input', 'sortBy'], ['input', 'sortBy'], {
    notAnObject: 'Location2942500',
    unknown: 'Location2942501',
    missing: 'Location2942502',
  })
  const input = compileExpression(given['input'], scope)
  const order = compileElementOrder(given['sortBy'], scope.strings)
  return (env) => {
    const value = input(env)
    if (isNullish(value)) return null
    if (!Array.isArray(value))
      fail(
        'Location2942504',
        `The input argument to $sortArray must be an array, but was of type: ${typeNameOf(value)}`,
      )
    return [...value].sort(order)
  }
}

/** `$firstN`, `$lastN`, `$maxN` and `$minN` of an array. */
function compileSome(
  pick: (array: unknown[], n: number, strings: StringOrder) => unknown[],
): CompileOperator {
  return (argument, scope, name) => {
    const operands = compileNamed(name, argument, scope, ['input', 'n'], ['input', 'n'], {
      notAnObject: 'Location5787801',
      unknown: 'Location5787901',
      missing: 'Location5787907',
    })
    return (env) => {
      const count = operands.n?.(env)
      const n = integral64(count)
      if (n === undefined)
        fail('Location5787902', `Value for 'n' must be of integral type, but found ${describe(count)}`)
      if (n <= 0n) fail('Location5787908', `'n' must be greater than 0, found ${n}`)
      const array = operands.input?.(env)
      if (!Array.isArray(array)) fail('Location5788200', 'Input must be an array')
      return pick(array, Number(n), scope.strings)
    }
  }
}

function extremes(sign: 1 | -1): (array: unknown[], n: number, strings: StringOrder) => unknown[] {
  return (array, n, strings) =>
    array
      .filter((value) => !isNullish(value))
      .sort((a, b) => sign * compareWith(a, b, strings))
      .slice(0, n)
}

function reverse(array: unknown): unknown {
  if (isNullish(array)) return null
  if (!Array.isArray(array))
    fail(
      'Location34435',
      `The argument to $reverseArray must be an array, but was of type: ${typeNameOf(array)}`,
    )
  return [...array].reverse()
}

function size(array: unknown): Int32 {
  if (!Array.isArray(array))
    fail('Location17124', `The argument to $size must be an array, but was of type: ${typeNameOf(array)}`)
  return new Int32(array.length)
}

export const ARRAYS: Record<string, CompileOperator> = {
  $arrayElemAt: binary((array, index) => elementAt('$arrayElemAt', array, index)),
  $first: unary((array) => elementAt('$first', array, new Int32(0))),
  $last: unary((array) => elementAt('$last', array, new Int32(-1))),
  $firstN: compileSome((array, n) => array.slice(0, n)),
  $lastN: compileSome((array, n) => array.slice(-n)),
  $maxN: compileSome(extremes(-1)),
  $minN: compileSome(extremes(1)),
  $arrayToObject: unary(arrayToObject),
  $objectToArray: unary(objectToArray),
  $concatArrays: compileConcatArrays,
  $indexOfArray: indexOfArray,
  $in: binary((value, array, { strings }) => isIn(value, array, strings)),
  $isArray: unary((value) => Array.isArray(value)),
  $range: range,
  $reverseArray: unary(reverse),
  $size: unary(size),
  $slice: slice,
  $sortArray: compileSortArray,
  $zip: compileZip,
}
