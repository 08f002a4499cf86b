import { fail } from '../../errors.ts'
import { type Document, typeOf } from '../values/types.ts'
import { keyString } from './encode-key.ts'

/** What one indexed path still has to walk, and where it stands. */
interface Cursor {
  /** The value to start from; `undefined` stands for the end of the path with `found` decided. */
  at: unknown
  /** Names still to follow. */
  rest: string[]
}

const INDEX = /^(0|[1-9][0-9]*)$/

function own(container: Document, name: string): unknown {
  return Object.hasOwn(container, name) ? container[name] : undefined
}

/** Follows documents along the path until an array, the end, or nothing is there. */
function follow(cursor: Cursor): Cursor & { missing: boolean } {
  let { at, rest } = cursor
  while (rest.length > 0) {
    if (Array.isArray(at)) return { at, rest, missing: false }
    const name = rest[0] as string
    if (typeOf(at) !== 'object' || !Object.hasOwn(at as Document, name))
      return { at: null, rest: [], missing: true }
    at = own(at as Document, name)
    rest = rest.slice(1)
  }
  return { at, rest, missing: false }
}

/** The cursor of one path within one element of the array that is being expanded. */
function enterElement(array: unknown[], element: unknown, cursor: Cursor): Cursor {
  const [name, ...rest] = cursor.rest
  if (name === undefined) return { at: element, rest: [] }
  if (INDEX.test(name) && Number(name) < array.length) {
    const ambiguous = typeOf(element) === 'object' && Object.hasOwn(element as Document, name)
    if (ambiguous)
      fail(
        'Location16746',
        `Ambiguous field name found in array (do not use numeric field names in embedded elements in an array), field: '${name}'`,
      )
    return { at: array[Number(name)], rest }
  }
  // Arrays directly inside arrays are not searched for field names.
  return Array.isArray(element) ? { at: null, rest: cursor.rest } : { at: element, rest: cursor.rest }
}

/**
 * Expands at most one array at a time: all paths that lead through the same array take the same element;
 * a second, different array is MongoDB's error 171.
 */
function expand(cursors: Cursor[], names: string[], done: boolean[]): unknown[][] {
  const states = cursors.map((cursor, i) => (done[i] ? { ...cursor, missing: false } : follow(cursor)))
  let array: unknown[] | undefined
  let owner = 0
  states.forEach((state, i) => {
    if (done[i] || !Array.isArray(state.at)) return
    if (array !== undefined && state.at !== array)
      fail('CannotIndexParallelArrays', `cannot index parallel arrays [${names[i]}] [${names[owner]}]`)
    if (array === undefined) {
      array = state.at
      owner = i
    }
  })
  if (array === undefined) return [states.map((state) => (state.missing ? null : state.at))]
  const elements: unknown[] = array.length > 0 ? array : [undefined]
  const through = states.map((state, i) => !done[i] && state.at === array)
  const nextDone = states.map((state, i) => done[i] || !through[i] || state.rest.length === 0)
  return elements.flatMap((element) => {
    const next = states.map((state, i) => {
      if (!through[i]) return { at: state.missing ? null : state.at, rest: [] }
      return enterElement(array as unknown[], element, state)
    })
    return expand(next, names, nextDone)
  })
}

/** The keys of the usual index: plain names, at most one array, whose elements are the keys. */
function extractTopLevel(doc: Document, names: string[]): unknown[][] | undefined {
  if (names.some((name) => name.includes('.'))) return undefined
  const values = names.map((name) => (Object.hasOwn(doc, name) ? doc[name] : null))
  const at = values.findIndex(Array.isArray)
  if (at < 0) return [values]
  const array = values[at] as unknown[]
  if (array.length === 0 || values.some((value, i) => i !== at && Array.isArray(value))) return undefined
  return array.map((element) => values.map((value, i) => (i === at ? element : value)))
}

function distinct(keys: unknown[][]): unknown[][] {
  if (keys.length === 1) return keys
  const seen = new Set<string>()
  return keys.filter((key) => {
    const text = keyString(key)
    if (seen.has(text)) return false
    seen.add(text)
    return true
  })
}

/**
 * The keys of a document in an index: one array of values for each combination, without duplicates.
 * A missing field is null, an empty array is `undefined` (which sorts below null, as in MongoDB).
 * Components of kind `'text'` are left out. Throws CannotIndexParallelArrays (171).
 */
export function extractIndexKeys(doc: Document, keyPattern: Record<string, 1 | -1 | 'text'>): unknown[][] {
  const names = Object.keys(keyPattern).filter((name) => keyPattern[name] !== 'text')
  const quick = extractTopLevel(doc, names)
  if (quick) return distinct(quick)
  const cursors = names.map((name) => ({ at: doc as unknown, rest: name.split('.') }))
  return distinct(
    expand(
      cursors,
      names,
      names.map(() => false),
    ),
  )
}
