import { fail } from '../../errors.ts'
import { compileExpression } from '../expression/compile.ts'
import type { Scope } from '../expression/evaluate.ts'
import { truthy } from '../values/truth.ts'
import { type Document, isDocument, isNumberType, typeOf } from '../values/types.ts'
import { addLeaf, newTree, type Tree } from './tree.ts'

/** A projection read into a tree. */
export interface ParsedProjection {
  tree: Tree
  type: 'inclusion' | 'exclusion'
}

/** Handles a field whose value is an operator of `find` alone; true if it was one. */
export type FindOperator = (path: string[], operator: string, argument: unknown, state: ParseState) => boolean

/** What has been read so far. */
export interface ParseState {
  tree: Tree
  scope: Scope
  type: 'inclusion' | 'exclusion' | undefined
  /** Only operators that leave the other fields alone have been seen. */
  keepsOthers: boolean
  findOperator: FindOperator | undefined
}

export function setType(state: ParseState, type: 'inclusion' | 'exclusion', path: string[]): void {
  if (state.type !== undefined && state.type !== type) {
    const name = path.join('.')
    if (type === 'exclusion')
      fail('Location31254', `Cannot do exclusion on field ${name} in inclusion projection`)
    fail('Location31253', `Cannot do inclusion on field ${name} in exclusion projection`)
  }
  state.type = type
}

function splitPath(name: string): string[] {
  if (name === '') fail('Location40352', 'FieldPath cannot be constructed with empty string')
  if (name.endsWith('.')) fail('Location40353', "FieldPath must not end with a '.'.")
  const path = name.split('.')
  if (path.includes('')) fail('Location15998', 'FieldPath field names may not be empty strings.')
  return path
}

function checkNames(path: string[]): void {
  const positional = path.indexOf('$')
  if (positional >= 0 && positional < path.length - 1)
    fail('Location31394', "As of 4.4, it's illegal to specify positional operator in the middle of a path.")
  if (positional >= 0) fail('Location31324', 'Cannot use positional projection in aggregation projection')
  if (path.some((name) => name.startsWith('$')))
    fail(
      'Location16410',
      "FieldPath field names may not start with '$'. Consider using $getField or $setField.",
    )
}

function addSwitch(state: ParseState, path: string[], isIncluded: boolean): void {
  checkNames(path)
  const isId = path.length === 1 && path[0] === '_id'
  if (!isId) setType(state, isIncluded ? 'inclusion' : 'exclusion', path)
  addLeaf(state.tree, path, { kind: isIncluded ? 'include' : 'exclude' })
}

function addComputed(state: ParseState, path: string[], expression: unknown): void {
  checkNames(path)
  const isMeta = isDocument(expression) && Object.keys(expression)[0] === '$meta'
  if (isMeta) state.keepsOthers = state.findOperator !== undefined
  else if (state.type === 'exclusion')
    fail('Location31252', 'Cannot use expression other than $meta in exclusion projection')
  else state.type = 'inclusion'
  addLeaf(state.tree, path, { kind: 'computed', evaluate: compileExpression(expression, state.scope) })
}

function addObject(state: ParseState, path: string[], value: Document): void {
  const names = Object.keys(value)
  const [first] = names
  if (first === undefined)
    fail('Location51270', `An empty sub-projection is not a valid value. Found empty object at path`)
  if (!first.startsWith('$')) {
    checkNames(path)
    for (const [name, inner] of Object.entries(value)) addField(state, [...path, ...splitPath(name)], inner)
    return
  }
  if (names.length === 1 && state.findOperator?.(path, first, value[first], state)) return
  addComputed(state, path, value)
}

function addField(state: ParseState, path: string[], value: unknown): void {
  const type = typeOf(value)
  if (state.findOperator && path.at(-1) === '$') {
    state.findOperator(path, '$', value, state)
    return
  }
  if (type === 'bool' || isNumberType(type)) addSwitch(state, path, truthy(value))
  else if (type === 'object') addObject(state, path, value as Document)
  else addComputed(state, path, value)
}

function finish(state: ParseState): ParsedProjection {
  const id = state.tree.children.get('_id')
  let type = state.type
  if (type === undefined) {
    if (state.keepsOthers) type = 'exclusion'
    else type = id?.kind === 'exclude' ? 'exclusion' : 'inclusion'
  }
  if (type === 'inclusion' && id === undefined) state.tree.children.set('_id', { kind: 'include' })
  return { tree: state.tree, type }
}

/** Reads a projection. Throws MongoDB's parse errors. `findOperator` is for the projections of `find`. */
export function parseProjection(
  projection: Document,
  scope: Scope,
  findOperator?: FindOperator,
): ParsedProjection {
  const state: ParseState = { tree: newTree(), scope, type: undefined, keepsOthers: false, findOperator }
  for (const [name, value] of Object.entries(projection)) addField(state, splitPath(name), value)
  return finish(state)
}
