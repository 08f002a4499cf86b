import type { Document } from '../bson/values.ts'
import { ServerError } from '../errors.ts'
import { extractIndexKeys } from '../language/index.ts'
import { describe } from '../language/values/describe.ts'
import { indexKeys } from './keys.ts'
import { type Collection, type Index, namespaceOf } from './types.ts'

/** Error 11000 for a document whose key `encoded` is already in a unique index. */
export function duplicateKeyError(
  coll: Collection,
  index: Index,
  doc: Document,
  encoded: Uint8Array,
): ServerError {
  const all = indexKeys(index, doc)
  const at = all.findIndex((key) => Buffer.compare(key, encoded) === 0)
  const values = extractIndexKeys(doc, index.pattern)[at] ?? []
  const keyValue = Object.fromEntries(index.fields.map((field, i) => [field.path, values[i] ?? null]))
  const ns = namespaceOf(coll)
  return new ServerError(
    'DuplicateKey',
    `E11000 duplicate key error collection: ${ns} index: ${index.name} dup key: ${describe(keyValue)}`,
    { keyPattern: index.spec['key'], keyValue },
  )
}
