import type { Document } from '../bson/values.ts'
import { encodeKey, extractIndexKeys } from '../language/index.ts'
import { textKeys } from '../text/text-index.ts'
import type { Index, TextOptions } from './types.ts'

/** The index key of an `_id`. */
export function idKeyOf(id: unknown): Uint8Array {
  return encodeKey([id], [1])
}

/**
 * The keys a document has in an index, encoded: none when a sparse or partial index leaves it out.
 * @throws ServerError CannotIndexParallelArrays
 */
export function indexKeys(index: Index, doc: Document): Uint8Array[] {
  if (index.isIncluded && !index.isIncluded(doc)) return []
  if (index.sparse && !index.text && !index.fields.some((field) => hasPath(doc, field.path.split('.'))))
    return []
  if (index.text) return knownTextKeys(index, doc, index.text)
  return extractIndexKeys(doc, index.pattern).map((values) => encodeKey(values, index.directions))
}

/** A write asks for the keys of a document twice: to see whether it may, and to write them. Finding its words is what costs. */
const textKeysOf = new WeakMap<Document, WeakMap<Index, Uint8Array[]>>()

function knownTextKeys(index: Index, doc: Document, options: TextOptions): Uint8Array[] {
  const known = textKeysOf.get(doc) ?? new WeakMap<Index, Uint8Array[]>()
  textKeysOf.set(doc, known)
  const keys =
    known.get(index) ?? textKeys(options, doc, extractIndexKeys(doc, index.pattern), index.directions)
  known.set(index, keys)
  return keys
}

/** Whether a path leads to a value, through arrays too. */
function hasPath(value: unknown, path: string[]): boolean {
  const [name, ...rest] = path
  if (name === undefined) return true
  if (Array.isArray(value)) {
    if (/^\d+$/.test(name) && Number(name) < value.length && hasPath(value[Number(name)], rest)) return true
    return value.some((element) => !Array.isArray(element) && hasPath(element, path))
  }
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return false
  return hasPath((value as Document)[name], rest)
}

/** The smallest key greater than every key that begins with `prefix`; null when there is none. */
export function afterPrefix(prefix: Uint8Array): Uint8Array | null {
  let length = prefix.length
  while (length > 0 && prefix[length - 1] === 0xff) length--
  if (length === 0) return null
  // Not slice: that of a Buffer shares its memory.
  const result = Uint8Array.from(prefix.subarray(0, length))
  result[length - 1] = (result[length - 1] as number) + 1
  return result
}

/** Byte order of two keys. */
export function compareKeys(a: Uint8Array, b: Uint8Array): number {
  return Buffer.compare(a, b)
}
