import { type Document, toNumber } from '../bson/values.ts'
import { fail, ServerError } from '../errors.ts'
import { encodeKey, extractIndexKeys } from '../language/index.ts'

/**
 * Compiles a sort into a function from a document to bytes that compare like the documents: the least
 * of the keys an index of that pattern would have, as in MongoDB.
 */
export function compileSortBytes(sort: Document): (doc: Document) => Uint8Array {
  const directions = Object.values(sort).map((order): 1 | -1 => ((toNumber(order) ?? 1) < 0 ? -1 : 1))
  const pattern = Object.fromEntries(Object.keys(sort).map((path, i) => [path, directions[i] ?? 1]))
  return (doc) => {
    const [first = [], ...rest] = keysOf(doc, pattern)
    let least = encodeKey(first, directions)
    for (const values of rest) {
      const key = encodeKey(values, directions)
      if (Buffer.compare(key, least) < 0) least = key
    }
    return least
  }
}

function keysOf(doc: Document, pattern: Record<string, 1 | -1>): unknown[][] {
  try {
    return extractIndexKeys(doc, pattern)
  } catch (error) {
    if (error instanceof ServerError && error.codeName === 'CannotIndexParallelArrays')
      return fail('BadValue', 'cannot sort with keys that are parallel arrays')
    throw error
  }
}
