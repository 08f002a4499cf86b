import { fail } from '../../errors.ts'
import type { CompileOperator } from './evaluate.ts'

const operators = new Map<string, CompileOperator>()

/** Makes the operators of a table known to the compiler, by name. */
export function registerOperators(table: Readonly<Record<string, CompileOperator>>): void {
  for (const [name, operator] of Object.entries(table)) operators.set(name, operator)
}

/** The operator of an expression by its name. Throws InvalidPipelineOperator (168) for an unknown one. */
export function findOperator(name: string): CompileOperator {
  return operators.get(name) ?? fail('InvalidPipelineOperator', `Unrecognized expression '${name}'`)
}
