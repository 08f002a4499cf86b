import { keyString } from '../keys/encode-key.ts'
import { compareStrings } from '../values/compare.ts'
import { isDocument } from '../values/types.ts'

function sortFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortFields)
  if (!isDocument(value)) return value
  const names = Object.keys(value).sort(compareStrings)
  return Object.fromEntries(names.map((name) => [name, sortFields(value[name])]))
}

/** The same text for values that schemas count as equal: the order of fields does not matter to them. */
export function canonicalKey(value: unknown): string {
  return keyString(sortFields(value))
}
