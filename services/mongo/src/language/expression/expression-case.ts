import { date } from '../test-values.ts'

/** The time that `$$NOW` has in the unit tests. */
export const NOW = date('2024-05-06T07:08:09.010Z')

/** The result of an expression that has no value. */
export const NOTHING = '(nothing)'

/** Expressions on a document and their values. Plain numbers are ints or doubles. */
export type ExpressionCases = [
  name: string,
  cases: [expression: unknown, result: unknown, document?: object][],
]

/** Expressions that fail, and the code names of their errors. */
export type ExpressionErrors = [expression: unknown, codeName: string, document?: object][]
