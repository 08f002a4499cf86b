import { fail } from '../../errors.ts'
import { ACCUMULATING } from './accumulating.ts'
import { ARITHMETIC } from './arithmetic.ts'
import { ARRAYS } from './arrays.ts'
import { BITWISE } from './bitwise.ts'
import { COMPARISON } from './comparison.ts'
import { CONDITIONAL } from './conditional.ts'
import { CONVERT } from './convert.ts'
import { DATES } from './dates/operators.ts'
import type { CompileOperator } from './evaluate.ts'
import { MATH } from './math.ts'
import { OBJECTS } from './objects.ts'
import { REGEXES } from './regexes.ts'
import { SETS } from './sets.ts'
import { STRINGS } from './strings.ts'
import { VARIABLES } from './variables.ts'

let operators: ReadonlyMap<string, CompileOperator> | undefined

/** Made on first use: the tables and the compiler refer to each other. */
function allOperators(): ReadonlyMap<string, CompileOperator> {
  operators ??= new Map(
    Object.entries({
      ...ARITHMETIC,
      ...MATH,
      ...BITWISE,
      ...STRINGS,
      ...REGEXES,
      ...COMPARISON,
      ...CONDITIONAL,
      ...ARRAYS,
      ...VARIABLES,
      ...SETS,
      ...OBJECTS,
      ...DATES,
      ...CONVERT,
      ...ACCUMULATING,
    }),
  )
  return operators
}

/** The operator of an expression by its name. Throws InvalidPipelineOperator (168) for an unknown one. */
export function findOperator(name: string): CompileOperator {
  return allOperators().get(name) ?? fail('InvalidPipelineOperator', `Unrecognized expression '${name}'`)
}
