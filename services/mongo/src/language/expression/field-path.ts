import { fail } from '../../errors.ts'
import { getField, MISSING } from '../paths.ts'
import { type Document, isDocument } from '../values/types.ts'
import type { Evaluate, Scope } from './evaluate.ts'

function readArray(array: unknown[], path: string[], at: number): unknown[] {
  const values: unknown[] = []
  for (const element of array) {
    if (!isDocument(element)) continue
    const value = readDocument(element, path, at)
    if (value !== MISSING) values.push(value)
  }
  return values
}

function readDocument(doc: Document, path: string[], from: number): unknown {
  let container = doc
  for (let at = from; ; at++) {
    const value = getField(container, path[at] as string)
    if (at === path.length - 1) return value
    if (Array.isArray(value)) return readArray(value, path, at + 1)
    if (!isDocument(value)) return MISSING
    container = value
  }
}

/**
 * The value at a path as aggregation expressions see it: arrays on the way are mapped over their
 * documents, positions are not followed.
 */
export function readPath(value: unknown, path: string[]): unknown {
  if (path.length === 0) return value
  if (Array.isArray(value)) return readArray(value, path, 0)
  return isDocument(value) ? readDocument(value, path, 0) : MISSING
}

/** Splits and checks a dotted path of an expression. Throws MongoDB's FieldPath errors. */
export function parseFieldPath(path: string): string[] {
  if (path === '') fail('Location40352', 'FieldPath cannot be constructed with empty string')
  if (path.endsWith('.')) fail('Location40353', "FieldPath must not end with a '.'.")
  const names = path.split('.')
  for (const name of names) {
    if (name === '') fail('Location15998', 'FieldPath field names may not be empty strings.')
    if (name.startsWith('$'))
      fail(
        'Location16410',
        `FieldPath field names may not start with '$'. Consider using $getField or $setField.`,
      )
    if (name.includes('\0')) fail('Location16411', 'FieldPath field names may not contain null bytes')
  }
  return names
}

function checkVariableName(name: string): void {
  if (name === '') fail('FailedToParse', 'empty variable names are not allowed')
  if (!/^[A-Za-z\u0080-\uffff][A-Za-z0-9_\u0080-\uffff]*$/.test(name))
    fail('FailedToParse', `'${name}' contains an invalid character for a variable name`)
}

/** The value of a variable by its name without `$$`. Throws Location17276 for an unknown one. */
function compileVariable(name: string, scope: Scope): Evaluate {
  checkVariableName(name)
  const slot = scope.slots.get(name)
  if (slot !== undefined) return (env) => env.slots[slot]
  const { constants } = scope
  const cell = constants.variables.get(name)
  if (cell) return () => cell.value
  switch (name) {
    case 'ROOT':
    case 'CURRENT':
      return (env) => env.root
    case 'REMOVE':
      return () => MISSING
    case 'NOW':
      return () => constants.now
    case 'CLUSTER_TIME':
      if (constants.clusterTime !== undefined) return () => constants.clusterTime
      return fail('Location51144', "Builtin variable '$$CLUSTER_TIME' is not available")
    case 'USER_ROLES':
      return () => []
    default:
      return fail('Location17276', `Use of undefined variable: ${name}`)
  }
}

/** Compiles `$field.path` or `$$variable.path`. */
export function compileFieldPath(text: string, scope: Scope): Evaluate {
  if (text === '$') fail('Location16872', "'$' by itself is not a valid FieldPath")
  if (!text.startsWith('$$')) {
    const path = parseFieldPath(text.slice(1))
    const current = scope.slots.get('CURRENT')
    if (current !== undefined) return (env) => readPath(env.slots[current], path)
    const [name] = path as [string]
    if (path.length === 1) return (env) => getField(env.root, name)
    return (env) => readDocument(env.root, path, 0)
  }
  const [name, ...rest] = text.slice(2).split('.') as [string, ...string[]]
  const variable = compileVariable(name, scope)
  if (rest.length === 0) return variable
  const path = parseFieldPath(rest.join('.'))
  return (env) => readPath(variable(env), path)
}
