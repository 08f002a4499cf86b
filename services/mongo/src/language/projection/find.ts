import { fail } from '../../errors.ts'
import { envOf } from '../expression/compile.ts'
import type { Scope } from '../expression/evaluate.ts'
import { getField, MISSING } from '../paths.ts'
import { compileDocument } from '../query/compile.ts'
import type { FilterContext } from '../query/filter-context.ts'
import type { MatchDetails } from '../query/matcher.ts'
import { type Document, isDocument, isNumberType, typeOf } from '../values/types.ts'
import { computeFields, excludeFields, includeFields } from './apply.ts'
import { type ParseState, parseProjection, setType } from './parse.ts'
import { addLeaf } from './tree.ts'

/** A change to the projected document that needs the whole of it. */
type Afterthought = (result: Document, original: Document) => Document

/** Cuts the array at the end of a path, in the elements of arrays on the way but not of arrays in them. */
function changeArrayAt(
  doc: Document,
  path: string[],
  at: number,
  change: (array: unknown[]) => unknown[],
): Document {
  const name = path[at] as string
  if (!Object.hasOwn(doc, name)) return doc
  const value = doc[name]
  const isEnd = at === path.length - 1
  const below = (inner: unknown) => (isDocument(inner) ? changeArrayAt(inner, path, at + 1, change) : inner)
  if (Array.isArray(value)) return { ...doc, [name]: isEnd ? change(value) : value.map(below) }
  return isEnd ? doc : { ...doc, [name]: below(value) }
}

/** A number as 32-bit integer, cut off like MongoDB's `numberInt`; undefined for what is no number. */
function sliceNumber(value: unknown): number | undefined {
  if (!isNumberType(typeOf(value))) return undefined
  const number = Math.trunc(Number(value))
  return Number.isNaN(number) ? 0 : Math.max(-(2 ** 31), Math.min(2 ** 31 - 1, number))
}

/** Reads the `$slice` of a `find`; undefined for the aggregation operator of the same name. */
function parseSlice(argument: unknown): ((array: unknown[]) => unknown[]) | undefined {
  const limit = sliceNumber(argument)
  if (limit !== undefined) return (array) => (limit < 0 ? array.slice(limit) : array.slice(0, limit))
  if (!Array.isArray(argument) || argument.length !== 2) return undefined
  const [skip, count] = argument.map(sliceNumber)
  if (skip === undefined || count === undefined || count <= 0) return undefined
  return (array) => {
    const from = skip < 0 ? Math.max(array.length + skip, 0) : skip
    return array.slice(from, from + count)
  }
}

function addSlice(path: string[], argument: unknown, state: ParseState): Afterthought | undefined {
  const slice = parseSlice(argument)
  if (!slice) return undefined
  addLeaf(state.tree, path, { kind: 'include' })
  state.seen.slice = true
  return (result) => changeArrayAt(result, path, 0, slice)
}

function addElemMatch(path: string[], argument: unknown, state: ParseState, filters: FilterContext): void {
  if (!isDocument(argument))
    fail('Location31274', `elemMatch: Invalid argument, object required, but got ${typeOf(argument)}`)
  if (state.seen.positional) fail('Location31255', 'Cannot specify positional operator and $elemMatch.')
  const [name] = path
  if (name === undefined || path.length !== 1)
    fail('Location31275', 'Cannot use $elemMatch projection on a nested field.')
  state.seen.elemMatch = true
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
}

function addPositional(
  path: string[],
  state: ParseState,
  position: (doc: Document) => number | undefined,
): Afterthought {
  if (state.seen.positional)
    fail('Location31276', 'Cannot specify more than one positional projection per query.')
  if (state.seen.elemMatch) fail('Location31256', 'Cannot specify positional operator and $elemMatch.')
  state.seen.positional = true
  addLeaf(state.tree, path, { kind: 'include' })
  setType(state, 'inclusion', path)
  return (result, original) => pickElement(result, path, 0, () => position(original)) as Document
}

function elementAt(array: unknown[], index: number | undefined): unknown {
  if (index === undefined)
    fail('Location51246', "positional operator '.$' couldn't find a matching element in the array")
  if (index >= array.length) fail('Location51247', "positional operator '.$' element mismatch")
  return array[index]
}

/** Reduces the first array on a path to one of its elements. */
function pickElement(value: unknown, path: string[], at: number, index: () => number | undefined): unknown {
  if (Array.isArray(value)) return [elementAt(value, index())]
  const name = path[at]
  if (name === undefined || !isDocument(value) || !Object.hasOwn(value, name)) return value
  return { ...value, [name]: pickElement(value[name], path, at + 1, index) }
}

function compilePosition(filter: Document, filters: FilterContext): (doc: Document) => number | undefined {
  const matcher = compileDocument(filter, filters)
  return (doc) => {
    const details: MatchDetails = { arrayIndex: -1 }
    return matcher(doc, details) && details.arrayIndex >= 0 ? details.arrayIndex : undefined
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
  const { tree, type } = parseProjection(projection, scope, {
    operator(path, operator, argument, state) {
      if (operator === '$elemMatch') addElemMatch(path, argument, state, filters)
      const slice = operator === '$slice' ? addSlice(path, argument, state) : undefined
      if (slice) later.push(slice)
      return operator === '$elemMatch' || slice !== undefined
    },
    positional(path, state) {
      later.push(addPositional(path, state, compilePosition(filter, filters)))
    },
  })
  const select = type === 'inclusion' ? includeFields : excludeFields
  return (doc) => {
    const computed = computeFields(select(doc, tree), tree, envOf(doc))
    return later.reduce((result, change) => change(result, doc), computed)
  }
}
