import type { StringOrder } from '../values/compare.ts'
import type { Document } from '../values/types.ts'

/** What an expression is evaluated on: the document and the values of the variables in scope. */
export interface Env {
  root: Document
  /** By the slot that the scope gave each variable. */
  slots: unknown[]
}

/** A compiled expression. Returns a BSON value, or MISSING. */
export type Evaluate = (env: Env) => unknown

/** A variable whose value is set from outside, as for each document of a `$lookup`. */
export interface Cell {
  value: unknown
}

/** Values that are fixed for a whole operation. */
export interface Constants {
  now: Date
  /** `$$CLUSTER_TIME`; undefined where there is none. */
  clusterTime?: unknown
  /** The variables of the command's `let` and of the `$lookup` around, by name. */
  variables: ReadonlyMap<string, Cell>
  /** The text score of a document, for `{ $meta: 'textScore' }`. */
  textScore?: (doc: Document) => number | undefined
}

/** What compiling an expression needs: the variables in scope and the rules of the operation. */
export interface Scope {
  constants: Constants
  strings: StringOrder
  slots: ReadonlyMap<string, number>
}

/** Compiles the argument of one operator. */
export type CompileOperator = (argument: unknown, scope: Scope, name: string) => Evaluate

/** The same scope with one more variable, and its slot. */
export function bindVariable(scope: Scope, name: string): { scope: Scope; slot: number } {
  const slot = scope.slots.size === 0 ? 0 : Math.max(...scope.slots.values()) + 1
  return { slot, scope: { ...scope, slots: new Map([...scope.slots, [name, slot]]) } }
}
