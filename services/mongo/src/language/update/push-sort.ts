import { fail } from '../../errors.ts'
import { arrayIndex, getField, MISSING } from '../paths.ts'
import { compareWith, type StringOrder } from '../values/compare.ts'
import { integerArgument } from '../values/numbers.ts'
import { type Document, isDocument, isNumberType, typeOf } from '../values/types.ts'

function direction(value: unknown): number {
  const number = integerArgument(value)
  if (number !== 1 && number !== -1) fail('BadValue', 'The $sort element value must be either 1 or -1')
  return number
}

/** The value at a path through documents and array positions, without looking into all elements. */
function plainValue(element: unknown, path: string[]): unknown {
  let value = element
  for (const name of path) {
    if (Array.isArray(value)) value = value[arrayIndex(name)] ?? MISSING
    else if (isDocument(value)) value = getField(value, name)
    else return null
    if (value === MISSING) return null
  }
  return value
}

function parsePattern(pattern: Document): { path: string[]; sign: number }[] {
  const fields = Object.entries(pattern)
  if (fields.length === 0) fail('BadValue', 'The $sort pattern is empty when it should be a set of fields.')
  return fields.map(([name, value]) => {
    const sign = direction(value)
    const path = name.split('.')
    if (name === '') fail('BadValue', 'The $sort field cannot be empty')
    if (path.includes(''))
      fail('BadValue', `The $sort field is a dotted field but has an empty part: ${name}`)
    return { path, sign }
  })
}

/** The order of `$push`'s `$sort`: whole elements by 1 or -1, documents by a pattern of fields. */
export function compileElementOrder(sort: unknown, strings: StringOrder): (a: unknown, b: unknown) => number {
  if (isNumberType(typeOf(sort))) {
    const sign = direction(sort)
    return (a, b) => sign * compareWith(a, b, strings)
  }
  if (!isDocument(sort))
    fail(
      'BadValue',
      'The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1} to sort embedded fields',
    )
  const pattern = parsePattern(sort)
  return (a, b) => {
    for (const { path, sign } of pattern) {
      const order = compareWith(plainValue(a, path), plainValue(b, path), strings)
      if (order !== 0) return sign * order
    }
    return 0
  }
}
