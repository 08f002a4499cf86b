import { type LeafArrays, MISSING, visitPath } from '../paths.ts'
import { type Document, typeOf } from '../values/types.ts'

/** Filled while matching: the position in the outermost array on the path that made the filter true. */
export interface MatchDetails {
  arrayIndex: number
}

/** Whether a whole document matches. */
export type Matcher = (doc: Document, details: MatchDetails | null) => boolean

/** Whether one value (or MISSING) matches; arrays count as themselves. */
export type Test = (value: unknown) => boolean

/** A condition on one field, usable on a document by path or on an element inside `$elemMatch`. */
export interface Condition {
  /** The condition on the documents that hold the field at this path. */
  at(path: string): Matcher
  /** The condition on a single value. */
  test: Test
}

/** The value at a plain name when no array is involved; the quick way for most filters. */
function matchTopLevel(name: string, test: Test, slow: Matcher): Matcher {
  return (doc, details) => {
    if (!Object.hasOwn(doc, name)) return test(MISSING)
    const value = doc[name]
    return Array.isArray(value) ? slow(doc, details) : test(value)
  }
}

/** The value at a path of two or more names as long as only documents lie on the way. */
function matchNested(path: string[], test: Test, slow: Matcher): Matcher {
  const last = path.length - 1
  return (doc, details) => {
    let container = doc
    for (let i = 0; ; i++) {
      const name = path[i] as string
      if (!Object.hasOwn(container, name)) return test(MISSING)
      const value = container[name]
      if (Array.isArray(value)) return slow(doc, details)
      if (i === last) return test(value)
      if (typeOf(value) !== 'object') return test(MISSING)
      container = value as Document
    }
  }
}

function matchPath(path: string, leaf: LeafArrays, test: Test): Matcher {
  const names = path.split('.')
  const slow: Matcher = (doc, details) =>
    visitPath(doc, names, leaf, (value, index) => {
      if (!test(value)) return false
      if (details && index >= 0) details.arrayIndex = index
      return true
    })
  return names.length === 1 ? matchTopLevel(path, test, slow) : matchNested(names, test, slow)
}

/** A condition that holds if any value at the path passes, array elements and the array included. */
export function condition(test: Test): Condition {
  return { test, at: (path) => matchPath(path, 'elements-and-array', test) }
}

/**
 * A condition on whole arrays. `find` gives the position of the element that makes it true, -1 for an
 * array that does not match; a match that is about no element gives any other position.
 */
export function arrayCondition(find: (array: unknown[]) => number): Condition {
  const test: Test = (value) => Array.isArray(value) && find(value) >= 0
  const at = (path: string): Matcher => {
    const names = path.split('.')
    return (doc, details) =>
      visitPath(doc, names, 'array', (value, outer) => {
        if (!Array.isArray(value)) return false
        const index = find(value)
        if (index < 0) return false
        if (details) details.arrayIndex = outer >= 0 ? outer : index
        return true
      })
  }
  return { test, at }
}

export function not(inner: Condition): Condition {
  return {
    test: (value) => !inner.test(value),
    at: (path) => {
      const matcher = inner.at(path)
      return (doc) => !matcher(doc, null)
    },
  }
}

export function allOf(conditions: Condition[]): Condition {
  if (conditions.length === 1) return conditions[0] as Condition
  return {
    test: (value) => conditions.every((each) => each.test(value)),
    at: (path) => matchAll(conditions.map((each) => each.at(path))),
  }
}

export function matchAll(matchers: Matcher[]): Matcher {
  const [first, second, ...others] = matchers
  if (!first) return () => true
  if (!second) return first
  if (others.length === 0) return (doc, details) => first(doc, details) && second(doc, details)
  return (doc, details) => {
    for (const matcher of matchers) if (!matcher(doc, details)) return false
    return true
  }
}

export function matchAny(matchers: Matcher[]): Matcher {
  return (doc, details) => {
    for (const matcher of matchers) if (matcher(doc, details)) return true
    return false
  }
}
