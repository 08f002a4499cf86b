import { describe, expect, test } from 'vitest'
import { compileExpression, envOf } from './expression/compile.ts'
import { scopeOf } from './options.ts'
import { MISSING } from './paths.ts'
import { codeOf, date, doc } from './test-values.ts'
import type { Document } from './values/types.ts'

export const NOW = date('2024-05-06T07:08:09.010Z')

/** Evaluates an expression on a document; `MISSING` is answered as the text `missing`. */
export function evaluate(expression: unknown, document: object = {}): unknown {
  const scope = scopeOf({ now: NOW })
  const compiled = compileExpression(doc({ expression })['expression'], scope)
  const value = compiled(envOf(doc(document as Document)))
  return value === MISSING ? 'missing' : value
}

export type ExpressionRow = [expression: unknown, result: unknown, document?: object]

/** A table of expressions and their values; plain numbers in both are ints and doubles. */
export function expressions(name: string, rows: ExpressionRow[]): void {
  describe(name, () => {
    test.each(rows)('%j is %j', (expression, result, document = {}) => {
      expect(evaluate(expression, document)).toStrictEqual(doc({ result })['result'])
    })
  })
}

/** A table of expressions and the code names of their errors. */
export function failures(name: string, rows: [expression: unknown, code: string, document?: object][]): void {
  describe(name, () => {
    test.each(rows)('%j: %s', (expression, code, document = {}) => {
      expect(codeOf(() => evaluate(expression, document))).toBe(code)
    })
  })
}
