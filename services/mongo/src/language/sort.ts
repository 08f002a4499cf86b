import { Double } from 'bson'
import { fail, ServerError } from '../errors.ts'
import { extractIndexKeys } from './keys/extract-keys.ts'
import { refuse } from './refuse.ts'
import { compareWith, type StringOrder } from './values/compare.ts'
import { describe } from './values/describe.ts'
import { integerArgument } from './values/numbers.ts'
import { type Document, isDocument, isNumberType, typeOf } from './values/types.ts'

/** The values that decide a document's place in a sort. */
export type SortKey = unknown[]

export interface SortOrder {
  keyOf(doc: Document): SortKey
  compare(a: SortKey, b: SortKey): number
}

/** One field of a sort: a path with its direction, or the text score, highest first. */
type SortPart = { path: string; sign: 1 | -1 } | 'textScore'

function parsePart(path: string, value: unknown): SortPart {
  if (isDocument(value)) {
    const [name] = Object.keys(value)
    if (name !== '$meta') fail('Location17312', `$meta is the only expression supported by $sort right now`)
    if (value['$meta'] !== 'textScore') refuse(`A sort by { $meta: ${describe(value['$meta'])} }`)
    return 'textScore'
  }
  if (!isNumberType(typeOf(value)))
    fail('Location15974', `Illegal key in $sort specification: ${path}: ${describe(value)}`)
  const sign = integerArgument(value)
  if (sign !== 1 && sign !== -1)
    fail('Location15975', '$sort key ordering must be 1 (for ascending) or -1 (for descending)')
  const names = path.split('.')
  if (path === '') fail('Location40352', 'FieldPath cannot be constructed with empty string')
  if (path.endsWith('.')) fail('Location40353', "FieldPath must not end with a '.'.")
  if (names.includes('')) fail('Location15998', 'FieldPath field names may not be empty strings.')
  if (names.some((name) => name.startsWith('$')))
    fail(
      'Location16410',
      "FieldPath field names may not start with '$'. Consider using $getField or $setField.",
    )
  return { path, sign }
}

function extract(doc: Document, pattern: Record<string, 1 | -1>): unknown[][] {
  try {
    return extractIndexKeys(doc, pattern)
  } catch (error) {
    if (error instanceof ServerError && error.codeName === 'CannotIndexParallelArrays')
      fail('BadValue', 'cannot sort with keys that are parallel arrays')
    throw error
  }
}

/**
 * Compiles a sort specification. An array counts by its smallest element ascending, by its largest
 * descending; a missing field counts as null and an empty array sorts below it.
 * @param textScore the text score of a document, for `{ $meta: 'textScore' }`
 */
export function compileSortKey(
  sort: Document,
  strings: StringOrder,
  textScore?: (doc: Document) => number | undefined,
): SortOrder {
  const parts = Object.entries(sort).map(([path, value]) => parsePart(path, value))
  const paths = parts.filter((part) => part !== 'textScore')
  const pattern = Object.fromEntries(paths.map(({ path, sign }) => [path, sign]))
  const order = Object.keys(pattern)
  const signs = parts.map((part) => (part === 'textScore' ? -1 : part.sign))
  const compare = (a: SortKey, b: SortKey): number => {
    for (let i = 0; i < signs.length; i++) {
      const result = compareWith(a[i], b[i], strings)
      if (result !== 0) return result * (signs[i] as number)
    }
    return 0
  }
  const arrange = (doc: Document, values: unknown[]): SortKey =>
    parts.map((part) =>
      part === 'textScore' ? new Double(textScore?.(doc) ?? 0) : values[order.indexOf(part.path)],
    )
  const keyOf = (doc: Document): SortKey => {
    if (order.length === 0) return arrange(doc, [])
    const keys = extract(doc, pattern).map((values) => arrange(doc, values))
    return keys.reduce((best, key) => (compare(key, best) < 0 ? key : best))
  }
  return { keyOf, compare }
}
