import { type Document, typeOf } from './values/types.ts'

/** What is at a path where nothing is. */
export const MISSING = Symbol('missing')

/** A field's value, or MISSING. Never looks at inherited properties. */
export function getField(container: Document, name: string): unknown {
  return Object.hasOwn(container, name) ? container[name] : MISSING
}

const INDEX = /^[0-9]+$/

/** The array position that a path component names, or -1. */
export function arrayIndex(component: string): number {
  return INDEX.test(component) && (component === '0' || component[0] !== '0') ? Number(component) : -1
}

/** Called with each value that a path leads to; true ends the walk. `index` is the outermost element. */
export type Visit = (value: unknown, index: number) => boolean

/** How the walk treats an array at the end of the path. */
export type LeafArrays = 'elements-and-array' | 'array' | 'elements'

function visitLeafArray(array: unknown[], outer: number, leaf: LeafArrays, visit: Visit): boolean {
  if (leaf !== 'array')
    for (let i = 0; i < array.length; i++) if (visit(array[i], outer < 0 ? i : outer)) return true
  return leaf !== 'elements' && visit(array, outer)
}

function walkArray(
  array: unknown[],
  path: string[],
  at: number,
  outer: number,
  leaf: LeafArrays,
  visit: Visit,
): boolean {
  const position = arrayIndex(path[at] as string)
  for (let i = 0; i < array.length; i++) {
    const element = array[i]
    const type = typeOf(element)
    if (type === 'object' && walk(element as Document, path, at, outer < 0 ? i : outer, leaf, visit))
      return true
    if (position !== i) continue
    if (at === path.length - 1) {
      if (visit(element, outer)) return true
    } else if (type === 'object') {
      if (walk(element as Document, path, at + 1, outer, leaf, visit)) return true
    } else if (type === 'array' && walkArray(element as unknown[], path, at + 1, outer, leaf, visit))
      return true
  }
  return false
}

function walk(
  doc: Document,
  path: string[],
  from: number,
  outer: number,
  leaf: LeafArrays,
  visit: Visit,
): boolean {
  let container = doc
  for (let at = from; ; at++) {
    const value = getField(container, path[at] as string)
    const last = at === path.length - 1
    if (Array.isArray(value))
      return last
        ? visitLeafArray(value, outer, leaf, visit)
        : walkArray(value, path, at + 1, outer, leaf, visit)
    if (last) return visit(value, outer)
    if (value === MISSING || typeOf(value) !== 'object') return visit(MISSING, outer)
    container = value as Document
  }
}

/**
 * Visits the values that a dotted path leads to in a document, as MongoDB's match expressions do: through
 * arrays of documents and by position, MISSING where a document lacks the field, each element of an
 * array at the end and then the array itself.
 * @returns whether a visit returned true
 */
export function visitPath(doc: Document, path: string[], leaf: LeafArrays, visit: Visit): boolean {
  return walk(doc, path, 0, -1, leaf, visit)
}
