import { describe, expect, test } from 'vitest'
import { scopeOf } from '../options.ts'
import { MISSING } from '../paths.ts'
import { codeOf, doc } from '../test-values.ts'
import type { Document } from '../values/types.ts'
import { EXPRESSION_CASES, EXPRESSION_ERRORS } from './all.cases.ts'
import { compileExpression, envOf } from './compile.ts'
import { NOTHING, NOW } from './expression-case.ts'

function evaluate(expression: unknown, document: object = {}): unknown {
  const compiled = compileExpression(doc({ expression })['expression'], scopeOf({ now: NOW }))
  const value = compiled(envOf(doc(document as Document)))
  return value === MISSING ? NOTHING : value
}

describe.each(EXPRESSION_CASES)('%s', (_name, cases) => {
  test.each(cases)('%j is %j', (expression, result, document = {}) => {
    expect(evaluate(expression, document)).toStrictEqual(doc({ result })['result'])
  })
})

describe('errors', () => {
  test.each(EXPRESSION_ERRORS)('%j: %s', (expression, code, document = {}) => {
    expect(codeOf(() => evaluate(expression, document))).toBe(code)
  })
})

test('$rand gives a double from 0 to 1', () => {
  const value = Number(evaluate({ $rand: {} }))
  expect(value).toBeGreaterThanOrEqual(0)
  expect(value).toBeLessThan(1)
})

describe('a field named __proto__', () => {
  test('is made as a field', () => {
    const value = evaluate({ $arrayToObject: [[['__proto__', 1]]] }) as object
    expect(Object.keys(value)).toStrictEqual(['__proto__'])
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
  })
})
