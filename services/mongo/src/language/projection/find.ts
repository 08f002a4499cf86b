import { fail } from '../../errors.ts'
import { integral } from '../expression/arguments.ts'
import { envOf } from '../expression/compile.ts'
import type { Scope } from '../expression/evaluate.ts'
import { getField, MISSING } from '../paths.ts'
import { compileDocument } from '../query/compile.ts'
import type { FilterContext } from '../query/filter-context.ts'
import type { MatchDetails } from '../query/matcher.ts'
import { truthy } from '../values/truth.ts'
import { type Document, isDocument, isNumberType, typeOf } from '../values/types.ts'
import { computeFields, excludeFields, includeFields } from './apply.ts'
import { type FindOperator, type ParseState, parseProjection, setType } from './parse.ts'
import { addLeaf } from './tree.ts'

/** A change to the projected document that needs the whole of it. */
type Afterthought = (result: Document, original: Document) => Document

/** Applies a change to the array at the end of a path, through arrays of documents on the way. */
function changeArrayAt(
  value: unknown,
  path: string[],
  at: number,
  change: (array: unknown[]) => unknown[],
): unknown {
  if (at === path.length) return Array.isArray(value) ? change(value) : value
  if (Array.isArray(value)) return value.map((element) => changeArrayAt(element, path, at, change))
  if (!isDocument(value)) return value
  const name = path[at] as string
  if (!Object.hasOwn(value, name)) return value
  return { ...value, [name]: changeArrayAt(value[name], path, at + 1, change) }
}

function sliceNumber(value: unknown, what: string): number {
  if (!isNumberType(typeOf(value)))
    fail('Location28724', `${what} of $slice must be a number, found ${typeOf(value)}`)
  return (
    integral(value) ?? fail('Location28726', `${what} of $slice can't be represented as a 32-bit integer`)
  )
}

function parseSlice(argument: unknown): (array: unknown[]) => unknown[] {
  if (!Array.isArray(argument)) {
    if (!isNumberType(typeOf(argument)))
      fail(
        'Location28667',
        'Invalid $slice syntax. The given syntax { $slice: ... } did not match the find() syntax',
      )
    const count = sliceNumber(argument, 'The argument')
    return (array) => (count < 0 ? array.slice(count) : array.slice(0, count))
  }
  if (argument.length !== 2)
    fail('Location28667', 'Invalid $slice syntax: an array must have exactly two elements in find() syntax')
  const skip = sliceNumber(argument[0], 'The first argument')
  const count = sliceNumber(argument[1], 'The second argument')
  if (count <= 0) fail('Location28729', `Third argument to $slice must be positive: ${count}`)
  return (array) => {
    const from = skip < 0 ? Math.max(array.length + skip, 0) : skip
    return array.slice(from, from + count)
  }
}

function addSlice(path: string[], argument: unknown, state: ParseState, later: Afterthought[]): boolean {
  // A list that begins with an expression is the aggregation operator of the same name.
  if (Array.isArray(argument) && !isNumberType(typeOf(argument[0]))) return false
  const slice = parseSlice(argument)
  if (state.type === 'inclusion') addLeaf(state.tree, path, { kind: 'include' })
  else state.keepsOthers = true
  later.push((result) => changeArrayAt(result, path, 0, slice) as Document)
  return true
}

function addElemMatch(path: string[], argument: unknown, state: ParseState, filters: FilterContext): boolean {
  const [name] = path
  if (name === undefined || path.length !== 1)
    fail('Location31275', 'Cannot use $elemMatch projection on a nested field')
  if (!isDocument(argument))
    fail('Location31274', `elemMatch: Invalid argument, object required, but got ${typeOf(argument)}`)
  setType(state, 'inclusion', path)
  const matcher = compileDocument({ [name]: { $elemMatch: argument } }, filters)
  addLeaf(state.tree, path, {
    kind: 'computed',
    evaluate: ({ root }) => {
      const array = getField(root, name)
      const details: MatchDetails = { arrayIndex: -1 }
      if (!Array.isArray(array) || !matcher(root, details)) return MISSING
      return [array[details.arrayIndex]]
    },
  })
  return true
}

function addPositional(
  path: string[],
  value: unknown,
  state: ParseState,
  position: (doc: Document) => number,
): Afterthought {
  const target = path.slice(0, -1)
  if (target.includes('$'))
    fail('Location31394', "As of 4.4, it's illegal to specify positional operator in the middle of a path.")
  if (!truthy(value) || isDocument(value))
    fail('Location31395', 'positional projection cannot be used with exclusion')
  setType(state, 'inclusion', path)
  addLeaf(state.tree, target, { kind: 'include' })
  return (result, original) => {
    const index = position(original)
    return pickElement(result, target, 0, index) as Document
  }
}

/** Reduces the first array on a path to one of its elements. */
function pickElement(value: unknown, path: string[], at: number, index: number): unknown {
  if (Array.isArray(value)) return [value[index]]
  if (at === path.length || !isDocument(value)) return value
  const name = path[at] as string
  if (!Object.hasOwn(value, name)) return value
  return { ...value, [name]: pickElement(value[name], path, at + 1, index) }
}

function compilePosition(filter: Document, filters: FilterContext): (doc: Document) => number {
  const matcher = compileDocument(filter, filters)
  return (doc) => {
    const details: MatchDetails = { arrayIndex: -1 }
    if (!matcher(doc, details) || details.arrayIndex < 0)
      fail(
        'Location51246',
        "Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array",
      )
    return details.arrayIndex
  }
}

/**
 * Compiles the projection of a `find`: inclusion, exclusion, expressions, `$slice`, `$elemMatch` and the
 * positional `$`, which refers to the given filter.
 */
export function compileFindProjection(
  projection: Document,
  filter: Document,
  scope: Scope,
  filters: FilterContext,
): (doc: Document) => Document {
  if (Object.keys(projection).length === 0) return (doc) => doc
  const later: Afterthought[] = []
  let hasPositional = false
  const findOperator: FindOperator = (path, operator, argument, state) => {
    if (operator === '$slice') return addSlice(path, argument, state, later)
    if (operator === '$elemMatch') return addElemMatch(path, argument, state, filters)
    if (operator !== '$') return false
    if (hasPositional) fail('Location31276', 'Cannot specify more than one positional projection per query.')
    hasPositional = true
    later.push(addPositional(path, argument, state, compilePosition(filter, filters)))
    return true
  }
  const { tree, type } = parseProjection(projection, scope, findOperator)
  const select = type === 'inclusion' ? includeFields : excludeFields
  return (doc) => {
    const computed = computeFields(select(doc, tree), tree, envOf(doc))
    return later.reduce((result, change) => change(result, doc), computed)
  }
}
