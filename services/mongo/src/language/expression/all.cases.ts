import { ARITHMETIC, ARITHMETIC_ERRORS } from './arithmetic.cases.ts'
import { ARRAYS, ARRAYS_ERRORS } from './arrays.cases.ts'
import { BASICS, BASICS_ERRORS } from './basics.cases.ts'
import { CONVERT, CONVERT_ERRORS } from './convert.cases.ts'
import { DATES, DATES_ERRORS } from './dates/dates.cases.ts'
import type { ExpressionCases, ExpressionErrors } from './expression-case.ts'
import { STRINGS, STRINGS_ERRORS } from './strings.cases.ts'

/** All cases of expressions; run on the language alone and through the driver. */
export const EXPRESSION_CASES: ExpressionCases[] = [
  ...BASICS,
  ...ARITHMETIC,
  ...STRINGS,
  ...ARRAYS,
  ...CONVERT,
  ...DATES,
]

export const EXPRESSION_ERRORS: ExpressionErrors = [
  ...BASICS_ERRORS,
  ...ARITHMETIC_ERRORS,
  ...STRINGS_ERRORS,
  ...ARRAYS_ERRORS,
  ...CONVERT_ERRORS,
  ...DATES_ERRORS,
]
