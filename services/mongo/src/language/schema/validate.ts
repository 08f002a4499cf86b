import { compileFilter } from '../filter.ts'
import type { Document } from '../values/types.ts'

export function validateAgainstSchema(doc: Document, validator: Document): null | Document {
  if ('$jsonSchema' in validator) return null
  return compileFilter(validator)(doc) ? null : { details: {} }
}
