import { fail } from '../../errors.ts'
import { MISSING } from '../paths.ts'
import { describe } from '../values/describe.ts'
import { isDocument, typeOf } from '../values/types.ts'
import { integral } from './arguments.ts'
import { isTrue } from './comparison.ts'
import { compileExpression } from './compile.ts'
import { bindVariable, type CompileOperator, type Evaluate, type Scope } from './evaluate.ts'
import { isNullish, namedArguments, typeNameOf } from './operands.ts'

/** Throws FailedToParse for a name that a user may not give a variable. */
export function checkUserVariable(name: string): void {
  if (name === '') fail('FailedToParse', 'empty variable names are not allowed')
  if (name === 'CURRENT') return
  if (!/^[a-z\u0080-\uffff]/.test(name))
    fail('FailedToParse', `'${name}' starts with an invalid character for a user variable name`)
  const wrong = /[^A-Za-z0-9_\u0080-\uffff]/.exec(name)
  if (wrong)
    fail('FailedToParse', `'${name}' contains an invalid character for a variable name: '${wrong[0]}'`)
}

function elementName(given: unknown): string {
  const name = given ?? 'this'
  if (typeof name !== 'string')
    fail('FailedToParse', `The name of a variable must be a string, found ${typeOf(name)}`)
  checkUserVariable(name)
  return name
}

function nullForMissing(value: unknown): unknown {
  return value === MISSING ? null : value
}

const compileLet: CompileOperator = (argument, scope) => {
  if (!isDocument(argument)) fail('Location16874', '$let only supports an object as its argument')
  for (const name of Object.keys(argument))
    if (name !== 'vars' && name !== 'in') fail('Location16875', `Unrecognized parameter to $let: ${name}`)
  if (!Object.hasOwn(argument, 'vars')) fail('Location16876', "Missing 'vars' parameter to $let")
  if (!Object.hasOwn(argument, 'in')) fail('Location16877', "Missing 'in' parameter to $let")
  const { vars } = argument
  if (!isDocument(vars)) fail('Location16876', `invalid parameter: expected an object (vars)`)
  let inner = scope
  const bindings = Object.entries(vars).map(([name, expression]) => {
    checkUserVariable(name)
    const bound = bindVariable(inner, name)
    inner = bound.scope
    return { slot: bound.slot, evaluate: compileExpression(expression, scope) }
  })
  const body = compileExpression(argument['in'], inner)
  return (env) => {
    const values = bindings.map(({ evaluate }) => evaluate(env))
    bindings.forEach(({ slot }, i) => {
      env.slots[slot] = values[i]
    })
    return body(env)
  }
}

const compileMap: CompileOperator = (argument, scope, name) => {
  const given = namedArguments(name, argument, ['input', 'as', 'in'], ['input', 'in'], {
    notAnObject: 'Location16878',
    unknown: 'Location16879',
    missing: 'Location16880',
  })
  const input = compileExpression(given['input'], scope)
  const { scope: inner, slot } = bindVariable(scope, elementName(given['as']))
  const body = compileExpression(given['in'], inner)
  return (env) => {
    const array = input(env)
    if (isNullish(array)) return null
    if (!Array.isArray(array))
      fail('Location16883', `input to $map must be an array not ${typeNameOf(array)}`)
    return array.map((element) => {
      env.slots[slot] = element
      return nullForMissing(body(env))
    })
  }
}

function compileLimit(given: unknown, scope: Scope): Evaluate {
  const limit = compileExpression(given, scope)
  return (env) => {
    const value = limit(env)
    if (isNullish(value)) return Infinity
    const count = integral(value)
    if (count === undefined)
      fail(
        'Location327391',
        `$filter: limit must be represented as a 32-bit integral value: ${describe(value)}`,
      )
    if (count <= 0) fail('Location327392', `$filter: limit must be greater than 0: ${count}`)
    return count
  }
}

const compileFilter: CompileOperator = (argument, scope, name) => {
  const given = namedArguments(name, argument, ['input', 'as', 'cond', 'limit'], ['input', 'cond'], {
    notAnObject: 'Location28646',
    unknown: 'Location28647',
    missing: 'Location28648',
  })
  const input = compileExpression(given['input'], scope)
  const limit = Object.hasOwn(given, 'limit') ? compileLimit(given['limit'], scope) : () => Infinity
  const { scope: inner, slot } = bindVariable(scope, elementName(given['as']))
  const condition = compileExpression(given['cond'], inner)
  return (env) => {
    const array = input(env)
    if (isNullish(array)) return null
    if (!Array.isArray(array))
      fail('Location28651', `input to $filter must be an array not ${typeNameOf(array)}`)
    const most = limit(env) as number
    const kept: unknown[] = []
    for (const element of array) {
      if (kept.length >= most) break
      env.slots[slot] = element
      if (isTrue(condition(env))) kept.push(element)
    }
    return kept
  }
}

const compileReduce: CompileOperator = (argument, scope, name) => {
  const fields = ['input', 'initialValue', 'in'] as const
  const given = namedArguments(name, argument, fields, fields, {
    notAnObject: 'Location40075',
    unknown: 'Location40076',
    missing: 'Location40077',
  })
  const input = compileExpression(given['input'], scope)
  const initial = compileExpression(given['initialValue'], scope)
  const withThis = bindVariable(scope, 'this')
  const withValue = bindVariable(withThis.scope, 'value')
  const body = compileExpression(given['in'], withValue.scope)
  return (env) => {
    const array = input(env)
    if (isNullish(array)) return null
    if (!Array.isArray(array))
      fail('Location40080', `$reduce requires that 'input' be an array, found: ${describe(array)}`)
    let value = initial(env)
    for (const element of array) {
      env.slots[withThis.slot] = element
      env.slots[withValue.slot] = value
      value = body(env)
    }
    return value
  }
}

export const VARIABLES: Record<string, CompileOperator> = {
  $let: compileLet,
  $map: compileMap,
  $filter: compileFilter,
  $reduce: compileReduce,
}
