import { type Document, isDocument } from '../bson/values.ts'
import type { Call } from '../commands/call.ts'
import { fail } from '../errors.ts'
import { validateAgainstSchema } from '../language/index.ts'
import { type Collection, namespaceOf } from '../storage/types.ts'

export function bypassesValidation(call: Call): boolean {
  return call.flag('bypassDocumentValidation')
}

/**
 * Checks a document against the collection's validator.
 * @param before the document it replaces; with level `moderate` an already invalid one may stay invalid
 * @throws ServerError DocumentValidationFailure (121) with `errInfo`
 */
export function assertValid(coll: Collection, doc: Document, before?: Document): void {
  const { validator, validationLevel, validationAction } = coll.options
  if (!isDocument(validator) || validationLevel === 'off') return
  const details = validateAgainstSchema(doc, validator)
  if (details === null) return
  if (validationLevel === 'moderate' && before && validateAgainstSchema(before, validator) !== null) return
  if (validationAction === 'warn') {
    console.warn(`numina-mongo: document would fail validation in ${namespaceOf(coll)}`)
    return
  }
  fail('DocumentValidationFailure', 'Document failed validation', {
    errInfo: { failingDocumentId: doc['_id'], details },
  })
}
