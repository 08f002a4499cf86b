import { compareValues } from './compare.ts'
import { numberOf } from './numbers.ts'
import { type Document, typeOf } from './types.ts'

function identicalDocuments(a: Document, b: Document): boolean {
  const namesA = Object.keys(a)
  const namesB = Object.keys(b)
  if (namesA.length !== namesB.length) return false
  return namesA.every((name, i) => name === namesB[i] && identicalValues(a[name], b[name]))
}

/** Whether two values are the same in type and content, as their BSON bytes would be. */
export function identicalValues(a: unknown, b: unknown): boolean {
  if (a === b) return true
  const type = typeOf(a)
  if (type !== typeOf(b)) return false
  if (type === 'object') return identicalDocuments(a as Document, b as Document)
  if (type === 'array') {
    const [left, right] = [a as unknown[], b as unknown[]]
    return left.length === right.length && left.every((element, i) => identicalValues(element, right[i]))
  }
  if (type === 'double') return Object.is(numberOf(a), numberOf(b))
  if (type === 'decimal') return String(a) === String(b)
  return compareValues(a, b) === 0
}
