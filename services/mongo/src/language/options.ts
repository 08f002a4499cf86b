import { stringOrderOf } from './collation.ts'
import { isTrue } from './expression/comparison.ts'
import { compileExpression, envOf } from './expression/compile.ts'
// Whoever compiles needs a scope from here, and with it the operators.
import './expression/operators.ts'
import type { Cell, Constants, Scope } from './expression/evaluate.ts'
import { checkUserVariable } from './expression/variables.ts'
import type { FilterContext } from './query/filter-context.ts'
import { compileSchemaMatcher } from './schema/match.ts'
import type { Document } from './values/types.ts'

/** What an operation tells the language beside the filter, update or pipeline itself. */
export interface LanguageOptions {
  /** The collation of the command; without one strings compare by code point. */
  collation?: unknown
  /** The `let` of the command: constant expressions by name. */
  variables?: Document
  /** `$$NOW`; the time of compiling if it is not given. */
  now?: Date
  /** `$$CLUSTER_TIME`. */
  clusterTime?: unknown
  /** The text score of a document, or of the only document there is. */
  textScore?: number | ((doc: Document) => number | undefined)
}

function readVariables(variables: Document, scope: Scope): Map<string, Cell> {
  const values = new Map<string, Cell>()
  for (const [name, expression] of Object.entries(variables)) {
    checkUserVariable(name)
    values.set(name, { value: compileExpression(expression, scope)(envOf({})) })
  }
  return values
}

/** The scope in which the expressions of an operation are compiled. */
export function scopeOf(options: LanguageOptions): Scope {
  const { textScore } = options
  const constants: Constants = { now: options.now ?? new Date(), variables: new Map() }
  if (options.clusterTime !== undefined) constants.clusterTime = options.clusterTime
  if (textScore !== undefined)
    constants.textScore = typeof textScore === 'number' ? () => textScore : textScore
  const scope: Scope = { constants, strings: stringOrderOf(options.collation), slots: new Map() }
  if (!options.variables) return scope
  return { ...scope, constants: { ...constants, variables: readVariables(options.variables, scope) } }
}

/** How filters compile `$expr` and `$jsonSchema` in a scope. */
export function filterContextOf(scope: Scope): FilterContext {
  return {
    strings: scope.strings,
    compileExpr(expression) {
      const evaluate = compileExpression(expression, scope)
      return (doc) => isTrue(evaluate(envOf(doc)))
    },
    compileSchema: (schema) => compileSchemaMatcher(schema),
  }
}
