import { ACCUMULATING } from './accumulating.ts'
import { ARITHMETIC } from './arithmetic.ts'
import { ARRAYS } from './arrays.ts'
import { BITWISE } from './bitwise.ts'
import { COMPARISON } from './comparison.ts'
import { CONDITIONAL } from './conditional.ts'
import { CONVERT } from './convert.ts'
import { DATES } from './dates/operators.ts'
import { MATH } from './math.ts'
import { OBJECTS } from './objects.ts'
import { REGEXES } from './regexes.ts'
import { registerOperators } from './registry.ts'
import { SETS } from './sets.ts'
import { STRINGS } from './strings.ts'
import { VARIABLES } from './variables.ts'

// The tables need the compiler, and the compiler needs the tables: it finds them in the registry.
registerOperators({
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
})
