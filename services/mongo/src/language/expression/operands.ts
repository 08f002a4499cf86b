import { fail } from '../../errors.ts'
import { MISSING } from '../paths.ts'
import { describe } from '../values/describe.ts'
import { type Document, isDocument, type TypeName, typeOf } from '../values/types.ts'
import { compileExpression } from './compile.ts'
import type { CompileOperator, Evaluate, Scope } from './evaluate.ts'

/** Whether MongoDB treats a value as null in an expression: null, undefined, or missing. */
export function isNullish(value: unknown): boolean {
  return value === null || value === MISSING || value === undefined
}

/** The type of a value for messages and checks; `missing` for MISSING. */
export function typeNameOf(value: unknown): TypeName | 'missing' {
  return value === MISSING ? 'missing' : typeOf(value)
}

/** The operands of an operator that takes a list; a single value stands for a list of one. */
function operandsOf(argument: unknown): unknown[] {
  return Array.isArray(argument) ? argument : [argument]
}

export function compileOperands(argument: unknown, scope: Scope): Evaluate[] {
  return operandsOf(argument).map((operand) => compileExpression(operand, scope))
}

function checkExactly(name: string, count: number, given: number): void {
  if (given !== count)
    fail('Location16020', `Expression ${name} takes exactly ${count} arguments. ${given} were passed in.`)
}

/** An operator of one operand. */
export function unary(apply: (value: unknown, scope: Scope) => unknown): CompileOperator {
  return (argument, scope, name) => {
    const operands = compileOperands(argument, scope)
    checkExactly(name, 1, operands.length)
    const [operand] = operands as [Evaluate]
    return (env) => apply(operand(env), scope)
  }
}

/** An operator of two operands. */
export function binary(apply: (a: unknown, b: unknown, scope: Scope) => unknown): CompileOperator {
  return (argument, scope, name) => {
    const operands = compileOperands(argument, scope)
    checkExactly(name, 2, operands.length)
    const [a, b] = operands as [Evaluate, Evaluate]
    return (env) => apply(a(env), b(env), scope)
  }
}

/** An operator of a fixed number of operands, or of a number within a range. */
export function variadic(
  least: number,
  most: number,
  apply: (values: unknown[], scope: Scope) => unknown,
): CompileOperator {
  return (argument, scope, name) => {
    const operands = compileOperands(argument, scope)
    if (least === most) checkExactly(name, least, operands.length)
    else if (operands.length < least || operands.length > most)
      fail(
        'Location28667',
        `Expression ${name} takes at least ${least} arguments, and at most ${most}, but ${operands.length} were passed in.`,
      )
    return (env) =>
      apply(
        operands.map((operand) => operand(env)),
        scope,
      )
  }
}

/** The named arguments of an operator, compiled; absent ones are absent. */
export type NamedOperands<Name extends string> = Partial<Record<Name, Evaluate>>

/** Codes of the errors for the named arguments of an operator; MongoDB gives each operator its own. */
export interface NamedErrors {
  notAnObject: `Location${number}` | 'FailedToParse'
  unknown: `Location${number}` | 'FailedToParse'
  missing: `Location${number}` | 'FailedToParse'
}

const NAMED_ERRORS: NamedErrors = {
  notAnObject: 'FailedToParse',
  unknown: 'FailedToParse',
  missing: 'FailedToParse',
}

/** Checks the names of an operator's arguments and returns the object that holds them. */
export function namedArguments(
  name: string,
  argument: unknown,
  known: readonly string[],
  required: readonly string[],
  errors: NamedErrors = NAMED_ERRORS,
): Document {
  if (!isDocument(argument))
    fail(errors.notAnObject, `${name} only supports an object as its argument, not ${typeOf(argument)}`)
  for (const field of Object.keys(argument))
    if (!known.includes(field)) fail(errors.unknown, `Unrecognized argument to ${name}: ${field}`)
  for (const field of required)
    if (!Object.hasOwn(argument, field))
      fail(errors.missing, `Missing '${field}' parameter to ${name}: ${describe(argument)}`)
  return argument
}

/** Compiles the named arguments of an operator, all in the same scope. */
export function compileNamed<Name extends string>(
  name: string,
  argument: unknown,
  scope: Scope,
  known: readonly Name[],
  required: readonly Name[],
  errors: NamedErrors = NAMED_ERRORS,
): NamedOperands<Name> {
  const given = namedArguments(name, argument, known, required, errors)
  const compiled: NamedOperands<Name> = {}
  for (const field of known)
    if (Object.hasOwn(given, field)) compiled[field] = compileExpression(given[field], scope)
  return compiled
}
