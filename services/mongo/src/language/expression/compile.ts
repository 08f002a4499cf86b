import { fail } from '../../errors.ts'
import { MISSING } from '../paths.ts'
import { describe } from '../values/describe.ts'
import { setOwn } from '../values/set-own.ts'
import { type Document, isDocument } from '../values/types.ts'
import type { CompileOperator, Env, Evaluate, Scope } from './evaluate.ts'
import { compileFieldPath } from './field-path.ts'
import { findOperator } from './registry.ts'

function compileArray(elements: unknown[], scope: Scope): Evaluate {
  const parts = elements.map((element) => compileExpression(element, scope))
  return (env) =>
    parts.map((part) => {
      const value = part(env)
      return value === MISSING ? null : value
    })
}

function checkObjectField(name: string): void {
  if (name.startsWith('$'))
    fail(
      'Location16410',
      `FieldPath field names may not start with '$'. Consider using $getField or $setField.`,
    )
  if (name.includes('.'))
    fail('Location16412', `FieldPath field names may not contain '.'. Consider using $getField or $setField.`)
}

function compileObject(fields: Document, scope: Scope): Evaluate {
  const parts = Object.entries(fields).map(([name, value]) => {
    checkObjectField(name)
    return { name, evaluate: compileExpression(value, scope) }
  })
  return (env) => {
    const object: Document = {}
    for (const { name, evaluate } of parts) {
      const value = evaluate(env)
      if (value !== MISSING) setOwn(object, name, value)
    }
    return object
  }
}

function compileOperator(expression: Document, name: string, scope: Scope): Evaluate {
  if (Object.keys(expression).length !== 1)
    fail(
      'Location15983',
      `an object representing an expression must have exactly one field: ${describe(expression)}`,
    )
  const operator: CompileOperator = findOperator(name)
  return operator(expression[name], scope, name)
}

/** Compiles an aggregation expression. Throws MongoDB's parse errors. */
export function compileExpression(expression: unknown, scope: Scope): Evaluate {
  if (typeof expression === 'string' && expression.startsWith('$')) return compileFieldPath(expression, scope)
  if (Array.isArray(expression)) return compileArray(expression, scope)
  if (!isDocument(expression)) return () => expression
  const first = Object.keys(expression)[0]
  if (first?.startsWith('$')) return compileOperator(expression, first, scope)
  return compileObject(expression, scope)
}

/** A fresh environment for a document. */
export function envOf(root: Document): Env {
  return { root, slots: [] }
}
