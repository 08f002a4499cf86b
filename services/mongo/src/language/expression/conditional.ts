import { fail } from '../../errors.ts'
import { type Document, isDocument, typeOf } from '../values/types.ts'
import { isTrue } from './comparison.ts'
import { compileExpression } from './compile.ts'
import type { CompileOperator, Evaluate, Scope } from './evaluate.ts'
import { compileOperands, isNullish } from './operands.ts'

function condParts(argument: unknown): [unknown, unknown, unknown] {
  if (!isDocument(argument)) {
    const parts = Array.isArray(argument) ? argument : [argument]
    if (parts.length !== 3)
      fail('Location16020', `Expression $cond takes exactly 3 arguments. ${parts.length} were passed in.`)
    return parts as [unknown, unknown, unknown]
  }
  for (const name of Object.keys(argument))
    if (name !== 'if' && name !== 'then' && name !== 'else')
      fail('Location17083', `Unrecognized parameter to $cond: ${name}`)
  if (!Object.hasOwn(argument, 'if')) fail('Location17080', "Missing 'if' parameter to $cond")
  if (!Object.hasOwn(argument, 'then')) fail('Location17081', "Missing 'then' parameter to $cond")
  if (!Object.hasOwn(argument, 'else')) fail('Location17082', "Missing 'else' parameter to $cond")
  return [argument['if'], argument['then'], argument['else']]
}

const compileCond: CompileOperator = (argument, scope) => {
  const [test, yes, no] = condParts(argument).map((part) => compileExpression(part, scope)) as [
    Evaluate,
    Evaluate,
    Evaluate,
  ]
  return (env) => (isTrue(test(env)) ? yes(env) : no(env))
}

const compileIfNull: CompileOperator = (argument, scope) => {
  const operands = compileOperands(argument, scope)
  if (operands.length < 2)
    fail('Location1257300', `$ifNull needs at least two arguments, had: ${operands.length}`)
  const last = operands.pop() as Evaluate
  return (env) => {
    for (const operand of operands) {
      const value = operand(env)
      if (!isNullish(value)) return value
    }
    return last(env)
  }
}

function compileBranch(branch: unknown, scope: Scope): { test: Evaluate; result: Evaluate } {
  if (!isDocument(branch))
    fail('Location40062', `$switch requires each branch to be an object, found: ${typeOf(branch)}`)
  for (const name of Object.keys(branch))
    if (name !== 'case' && name !== 'then')
      fail('Location40063', `$switch found an unknown argument to a branch: ${name}`)
  if (!Object.hasOwn(branch, 'case'))
    fail('Location40064', "$switch requires each branch have a 'case' expression")
  if (!Object.hasOwn(branch, 'then'))
    fail('Location40065', "$switch requires each branch have a 'then' expression.")
  return { test: compileExpression(branch['case'], scope), result: compileExpression(branch['then'], scope) }
}

function switchBranches(argument: Document): unknown[] {
  for (const name of Object.keys(argument))
    if (name !== 'branches' && name !== 'default')
      fail('Location40067', `$switch found an unknown argument: ${name}`)
  const branches = argument['branches'] ?? []
  if (!Array.isArray(branches))
    fail('Location40061', `$switch expected an array for 'branches', found: ${typeOf(branches)}`)
  if (branches.length === 0) fail('Location40068', '$switch requires at least one branch.')
  return branches
}

const compileSwitch: CompileOperator = (argument, scope) => {
  if (!isDocument(argument))
    fail('Location40060', `$switch requires an object as an argument, found: ${typeOf(argument)}`)
  const branches = switchBranches(argument).map((branch) => compileBranch(branch, scope))
  const otherwise = Object.hasOwn(argument, 'default')
    ? compileExpression(argument['default'], scope)
    : undefined
  return (env) => {
    for (const { test, result } of branches) if (isTrue(test(env))) return result(env)
    if (!otherwise)
      fail(
        'Location40066',
        '$switch could not find a matching branch for an input, and no default was specified.',
      )
    return otherwise(env)
  }
}

export const CONDITIONAL: Record<string, CompileOperator> = {
  $cond: compileCond,
  $ifNull: compileIfNull,
  $switch: compileSwitch,
}
