import { stringOrderOf } from './collation.ts'
import { filterContextOf, type LanguageOptions, scopeOf } from './options.ts'
import { compileFindProjection } from './projection/find.ts'
import { compileDocument } from './query/compile.ts'
import { compileSortKey, type SortKey } from './sort.ts'
import type { Document } from './values/types.ts'

/**
 * Compiles a filter into a predicate. Throws BadValue (2) and MongoDB's other errors for what is no
 * filter; `$text` is planned elsewhere and rejected here.
 */
export function compileFilter(filter: Document, options: LanguageOptions = {}): (doc: Document) => boolean {
  const matcher = compileDocument(filter, filterContextOf(scopeOf(options)))
  return (doc) => matcher(doc, null)
}

/** Compiles a sort into a comparison of documents. The keys of a document are made once. */
export function compileSort(
  sort: Document,
  options: Pick<LanguageOptions, 'collation'> & { textScore?: (doc: Document) => number | undefined } = {},
): (a: Document, b: Document) => number {
  const { keyOf, compare } = compileSortKey(sort, stringOrderOf(options.collation), options.textScore)
  const keys = new WeakMap<Document, SortKey>()
  const key = (doc: Document): SortKey => {
    const known = keys.get(doc)
    if (known) return known
    const made = keyOf(doc)
    keys.set(doc, made)
    return made
  }
  return (a, b) => compare(key(a), key(b))
}

/** Compiles the projection of a `find`; `filter` is the query that the positional `$` refers to. */
export function compileProjection(
  projection: Document,
  options: LanguageOptions & { filter?: Document } = {},
): (doc: Document) => Document {
  const scope = scopeOf(options)
  return compileFindProjection(projection, options.filter ?? {}, scope, filterContextOf(scope))
}
