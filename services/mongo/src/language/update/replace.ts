import { fail } from '../../errors.ts'
import { compareValues } from '../values/compare.ts'
import { describe } from '../values/describe.ts'
import { type Document, isDocument, typeOf } from '../values/types.ts'

function checkNoDollarPrefix(doc: Document): void {
  for (const name of Object.keys(doc)) {
    if (name.startsWith('$'))
      fail(
        'DollarPrefixedFieldName',
        `_id fields may not contain '$'-prefixed fields: The field name '${name}' is not valid for storage.`,
      )
    if (isDocument(doc[name])) checkNoDollarPrefix(doc[name])
  }
}

/** Throws InvalidIdField (53) for values that cannot be an `_id`. */
export function checkIdValue(id: unknown): void {
  const type = typeOf(id)
  if (type === 'array' || type === 'regex' || type === 'undefined')
    fail('InvalidIdField', `The '_id' value cannot be of type ${type}`)
  if (isDocument(id)) checkNoDollarPrefix(id)
}

/** The same document with `_id` as its first field, as MongoDB stores it. */
export function withIdFirst(doc: Document): Document {
  if (!Object.hasOwn(doc, '_id') || Object.keys(doc)[0] === '_id') return doc
  const { _id, ...rest } = doc
  return { _id, ...rest }
}

/**
 * A whole new document in the place of another: it keeps the `_id`. Throws ImmutableField (66) if it
 * brings a different one, DollarPrefixedFieldName (52) for operators among its fields.
 */
export function replaceDocument(doc: Document, replacement: Document): Document {
  for (const name of Object.keys(replacement))
    if (name.startsWith('$'))
      fail(
        'DollarPrefixedFieldName',
        `The dollar ($) prefixed field '${name}' in '${name}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
      )
  if (!Object.hasOwn(doc, '_id')) return withIdFirst(replacement)
  if (!Object.hasOwn(replacement, '_id')) return { _id: doc['_id'], ...replacement }
  if (compareValues(doc['_id'], replacement['_id']) !== 0)
    fail(
      'ImmutableField',
      `After applying the update, the (immutable) field '_id' was found to have been altered to _id: ${describe(replacement['_id'])}`,
    )
  return { ...withIdFirst(replacement), _id: doc['_id'] }
}
