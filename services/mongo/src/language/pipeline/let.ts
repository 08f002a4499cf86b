import { compileExpression, envOf } from '../expression/compile.ts'
import type { Cell, Evaluate, Scope } from '../expression/evaluate.ts'
import { checkUserVariable } from '../expression/variables.ts'
import { MISSING } from '../paths.ts'
import type { Document } from '../values/types.ts'

/** The variables of a stage's `let`: sets them for a document, and gives the scope in which its pipeline sees them. */
export function bindLet(
  variables: [string, unknown][],
  scope: Scope,
): { set(doc: Document): void; inner: Scope } {
  const cells = new Map<string, Cell>(scope.constants.variables)
  const bindings = variables.map(([name, expression]): [Cell, Evaluate] => {
    checkUserVariable(name)
    const cell: Cell = { value: MISSING }
    cells.set(name, cell)
    return [cell, compileExpression(expression, scope)]
  })
  return {
    inner: { ...scope, constants: { ...scope.constants, variables: cells } },
    set(doc) {
      const values = bindings.map(([, evaluate]) => evaluate(envOf(doc)))
      bindings.forEach(([cell], i) => {
        cell.value = values[i]
      })
    },
  }
}
