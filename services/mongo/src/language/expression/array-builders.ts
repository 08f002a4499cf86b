import { Int32 } from 'bson'
import { fail } from '../../errors.ts'
import { MISSING } from '../paths.ts'
import { describe } from '../values/describe.ts'
import { typeOf } from '../values/types.ts'
import { integral } from './arguments.ts'
import { isNumber } from './arithmetic.ts'
import { compileExpression } from './compile.ts'
import type { CompileOperator } from './evaluate.ts'
import { isNullish, namedArguments, typeNameOf, variadic } from './operands.ts'

const LONGEST_RANGE = 6_000_000

function rangeNumber(value: unknown, type: number, form: number, what: string): number {
  if (!isNumber(value))
    fail(`Location${type}`, `$range requires a numeric ${what}, found value of type: ${typeNameOf(value)}`)
  const number = integral(value)
  return (
    number ??
    fail(
      `Location${form}`,
      `$range requires ${what === 'ending value' ? 'an' : 'a'} ${what} that can be represented as a 32-bit integer, found value: ${describe(value)}`,
    )
  )
}

export const range = variadic(2, 3, ([start, end, stepValue]) => {
  const from = rangeNumber(start, 34443, 34444, 'starting value')
  const to = rangeNumber(end, 34445, 34446, 'ending value')
  const step = stepValue === undefined ? 1 : rangeNumber(stepValue, 34447, 34448, 'step value')
  if (step === 0) fail('Location34449', '$range requires a non-zero step value')
  if ((to - from) / step > LONGEST_RANGE)
    fail('Location146', '$range would use too much memory and cannot spill to disk')
  const values: Int32[] = []
  for (let at = from; step > 0 ? at < to : at > to; at += step) values.push(new Int32(at))
  return values
})

export const compileZip: CompileOperator = (argument, scope, name) => {
  const given = namedArguments(name, argument, ['inputs', 'useLongestLength', 'defaults'], ['inputs'], {
    notAnObject: 'Location34460',
    unknown: 'Location34464',
    missing: 'Location34465',
  })
  const { inputs, useLongestLength = false, defaults } = given
  if (!Array.isArray(inputs))
    fail('Location34461', `inputs must be an array of expressions, found ${typeOf(inputs)}`)
  if (inputs.length === 0) fail('Location34465', '$zip requires at least one input array')
  if (typeof useLongestLength !== 'boolean')
    fail('Location34463', `useLongestLength must be a bool, found ${typeOf(useLongestLength)}`)
  if (defaults !== undefined && !Array.isArray(defaults))
    fail('Location34462', `defaults must be an array of expressions, found ${typeOf(defaults)}`)
  if (defaults && !useLongestLength)
    fail('Location34466', 'cannot specify defaults unless useLongestLength is true')
  if (defaults && defaults.length !== inputs.length)
    fail('Location34467', 'defaults and inputs must have the same length')
  const arrays = inputs.map((input) => compileExpression(input, scope))
  const fillers = defaults?.map((value) => compileExpression(value, scope))
  return (env) => {
    const values = arrays.map((array) => array(env))
    if (values.some(isNullish)) return null
    for (const value of values)
      if (!Array.isArray(value))
        fail('Location34468', `$zip found a non-array expression in input: ${typeNameOf(value)}`)
    const columns = values as unknown[][]
    const lengths = columns.map((column) => column.length)
    const length = useLongestLength ? Math.max(...lengths) : Math.min(...lengths)
    const fill = fillers?.map((filler) => {
      const value = filler(env)
      return value === MISSING ? null : value
    })
    return Array.from({ length }, (_, row) =>
      columns.map((column, at) => (row < column.length ? column[row] : (fill?.[at] ?? null))),
    )
  }
}
