import { fail } from '../../errors.ts'
import { compileExpression } from '../expression/compile.ts'
import type { Scope } from '../expression/evaluate.ts'
import { describe } from '../values/describe.ts'
import { truthy } from '../values/truth.ts'
import { type Document, isDocument, isNumberType, typeOf } from '../values/types.ts'
import { addLeaf, newTree, type Tree } from './tree.ts'

/** Whether a projection names what to keep or what to drop. */
export type ProjectionType = 'inclusion' | 'exclusion'

/** A projection read into a tree. */
export interface ParsedProjection {
  tree: Tree
  type: ProjectionType
}

/** The projection operators that only a `find` has. Each tells whether it took the field. */
export interface FindOperators {
  operator(path: string[], operator: string, argument: unknown, state: ParseState): boolean
  /** `path` is without the `$`. */
  positional(path: string[], state: ParseState): void
}

/** What has been read so far. */
export interface ParseState {
  tree: Tree
  scope: Scope
  /** What the fields other than `_id` have said. */
  type: ProjectionType | undefined
  /** What `_id: 1` or `_id: 0` has said. */
  id: ProjectionType | undefined
  /** Operators that say nothing about the other fields by themselves. */
  seen: { slice: boolean; elemMatch: boolean; meta: boolean; positional: boolean }
  find: FindOperators | undefined
}

export function setType(state: ParseState, type: ProjectionType, path: string[]): void {
  if (state.type !== undefined && state.type !== type) {
    const name = path.join('.')
    if (type === 'exclusion')
      fail('Location31254', `Cannot do exclusion on field ${name} in inclusion projection`)
    fail('Location31253', `Cannot do inclusion on field ${name} in exclusion projection`)
  }
  state.type = type
}

/** Splits a dotted name. Throws for empty names and names that begin with `$`. */
function splitPath(name: string): string[] {
  if (name === '') fail('Location40352', 'FieldPath cannot be constructed with empty string')
  if (name.endsWith('.')) fail('Location40353', "FieldPath must not end with a '.'.")
  const path = name.split('.')
  if (path.includes('')) fail('Location15998', 'FieldPath field names may not be empty strings.')
  if (path.some((each) => each.startsWith('$')))
    fail(
      'Location16410',
      "FieldPath field names may not start with '$'. Consider using $getField or $setField.",
    )
  return path
}

function addSwitch(state: ParseState, path: string[], isIncluded: boolean): void {
  const type = isIncluded ? 'inclusion' : 'exclusion'
  addLeaf(state.tree, path, { kind: isIncluded ? 'include' : 'exclude' })
  if (path.length === 1 && path[0] === '_id') state.id = type
  else setType(state, type, path)
}

function addComputed(state: ParseState, path: string[], expression: unknown): void {
  const isMeta = isDocument(expression) && Object.keys(expression)[0] === '$meta'
  if (isMeta) state.seen.meta = true
  else if (state.type === 'exclusion' && isDocument(expression))
    fail('Location31252', 'Cannot use expression other than $meta in exclusion projection')
  else if (state.type === 'exclusion')
    fail('Location31310', `Cannot use an expression ${describe(expression)} in an exclusion projection`)
  else state.type = 'inclusion'
  addLeaf(state.tree, path, { kind: 'computed', evaluate: compileExpression(expression, state.scope) })
}

function addObject(state: ParseState, path: string[], value: Document): void {
  const names = Object.keys(value)
  const [first] = names
  if (first === undefined) fail('Location51270', `Invalid empty sub-projection: ${path.join('.')}`)
  if (!first.startsWith('$')) {
    for (const [name, inner] of Object.entries(value)) addField(state, path, name, inner)
    return
  }
  if (names.length === 1 && state.find?.operator(path, first, value[first], state)) return
  addComputed(state, path, value)
}

function addPositional(state: ParseState, above: string[], name: string, value: unknown): void {
  if (!state.find) fail('Location31324', 'Cannot use positional projection in aggregation projection')
  const type = typeOf(value)
  if (type === 'object')
    fail('Location31271', 'positional projection cannot be used with an expression or sub object')
  if (type !== 'bool' && !isNumberType(type))
    fail('Location31308', 'positional projection cannot be used with a literal')
  if (!truthy(value)) fail('Location31395', 'positional projection cannot be used with exclusion')
  if (name === '.$') fail('Location5392900', `Projection on field ${name} is invalid`)
  state.find.positional([...above, ...splitPath(name.slice(0, -2))], state)
}

function addField(state: ParseState, above: string[], name: string, value: unknown): void {
  if (name.includes('.$.'))
    fail('Location31394', "As of 4.4, it's illegal to specify positional operator in the middle of a path.")
  if (name.endsWith('.$')) {
    addPositional(state, above, name, value)
    return
  }
  const path = [...above, ...splitPath(name)]
  const type = typeOf(value)
  if (type === 'bool' || isNumberType(type)) addSwitch(state, path, truthy(value))
  else if (type === 'object') addObject(state, path, value as Document)
  else addComputed(state, path, value)
}

/**
 * The type of a projection that only its operators and `_id` can tell.
 * Source: MongoDB's `computeProjectionType`, whose rules are there for compatibility alone.
 */
function implicitType({ seen, id, find }: ParseState): ProjectionType {
  if (seen.slice) return id === 'inclusion' ? 'inclusion' : 'exclusion'
  if (seen.elemMatch || (seen.meta && !find)) return 'inclusion'
  return id ?? 'exclusion'
}

/** Reads a projection. Throws MongoDB's parse errors. `find` is for the projections of `find`. */
export function parseProjection(projection: Document, scope: Scope, find?: FindOperators): ParsedProjection {
  const seen = { slice: false, elemMatch: false, meta: false, positional: false }
  const state: ParseState = { tree: newTree(), scope, type: undefined, id: undefined, seen, find }
  for (const [name, value] of Object.entries(projection)) addField(state, [], name, value)
  const { tree } = state
  const type = state.type ?? implicitType(state)
  if (type === 'inclusion' && !tree.children.has('_id')) tree.children.set('_id', { kind: 'include' })
  return { tree, type }
}
