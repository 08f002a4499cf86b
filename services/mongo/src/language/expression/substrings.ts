import { Int32 } from 'bson'
import { fail } from '../../errors.ts'
import { describe } from '../values/describe.ts'
import { integral } from './arguments.ts'
import { isNumber } from './arithmetic.ts'
import { coerceToString, requireString } from './coerce-to-string.ts'
import type { CompileOperator } from './evaluate.ts'
import { isNullish, typeNameOf, variadic } from './operands.ts'

const encoder = new TextEncoder()

const decoder = new TextDecoder()

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80
}

export function substringOfBytes(name: string): CompileOperator {
  return variadic(3, 3, ([input, lower, length]) => {
    const bytes = encoder.encode(coerceToString(input))
    if (!isNumber(lower))
      fail(
        'Location16034',
        `${name}:  starting index must be a numeric type (is BSON type ${typeNameOf(lower)})`,
      )
    if (!isNumber(length))
      fail('Location16035', `${name}:  length must be a numeric type (is BSON type ${typeNameOf(length)})`)
    const start = Math.trunc(Number(lower))
    const count = Math.trunc(Number(length))
    if (start < 0) fail('Location50752', `${name}:  starting index must be non-negative (got: ${start})`)
    const end = count < 0 ? bytes.length : Math.min(start + count, bytes.length)
    if (isContinuation(bytes[start]))
      fail('Location28656', `${name}:  Invalid range, starting index is a UTF-8 continuation byte.`)
    if (isContinuation(bytes[end]))
      fail('Location28657', `${name}:  Invalid range, ending index is in the middle of a UTF-8 character.`)
    return decoder.decode(bytes.subarray(start, Math.max(end, start)))
  })
}

export const substringOfCodePoints = variadic(3, 3, ([input, lower, count]) => {
  const text = coerceToString(input)
  if (!isNumber(lower))
    fail(
      'Location34450',
      `$substrCP: starting index must be a numeric type (is BSON type ${typeNameOf(lower)})`,
    )
  const start = integral(lower)
  if (start === undefined)
    fail(
      'Location34451',
      `$substrCP: starting index cannot be represented as a 32-bit integral value: ${lower}`,
    )
  if (!isNumber(count))
    fail('Location34452', `$substrCP: length must be a numeric type (is BSON type ${typeNameOf(count)})`)
  const length = integral(count)
  if (length === undefined)
    fail('Location34453', `$substrCP: length cannot be represented as a 32-bit integral value: ${count}`)
  if (length < 0) fail('Location34454', '$substrCP: length must be a nonnegative integer.')
  if (start < 0) fail('Location34455', '$substrCP: the starting index must be nonnegative integer.')
  return [...text].slice(start, start + length).join('')
})

function indexArgument(name: string, value: unknown, which: string): number {
  const index = integral(value)
  if (index === undefined)
    fail(
      'Location40096',
      `${name}requires an integral ${which}, found a value of type: ${typeNameOf(value)}, with value: ${describe(value)}`,
    )
  if (index < 0) fail('Location40097', `${name} requires a nonnegative ${which}, found: ${index}`)
  return index
}

/** Bounds of a search, by units of the given length. */
function searchBounds(name: string, length: number, start: unknown, end: unknown): [number, number] {
  const from = start === undefined ? 0 : indexArgument(name, start, 'starting index')
  const to = end === undefined ? length : Math.min(length, indexArgument(name, end, 'ending index'))
  return [from, to]
}

export const indexOfBytes = variadic(2, 4, ([input, token, start, end]) => {
  if (isNullish(input)) return null
  const text = requireString('Location40091', '$indexOfBytes requires a string as the first argument', input)
  const part = requireString('Location40092', '$indexOfBytes requires a string as the second argument', token)
  const bytes = Buffer.from(text)
  const [from, to] = searchBounds('$indexOfBytes', bytes.length, start, end)
  if (from > bytes.length || to < from) return new Int32(-1)
  return new Int32(bytes.subarray(0, to).indexOf(Buffer.from(part), from))
})

export const indexOfCodePoints = variadic(2, 4, ([input, token, start, end]) => {
  if (isNullish(input)) return null
  const text = requireString('Location40093', '$indexOfCP requires a string as the first argument', input)
  const part = requireString('Location40094', '$indexOfCP requires a string as the second argument', token)
  const points = [...text]
  const wanted = [...part]
  const [from, to] = searchBounds('$indexOfCP', points.length, start, end)
  if (to < from) return new Int32(-1)
  if (points.length === 0 && wanted.length === 0) return new Int32(0)
  for (let at = from; at < to; at++)
    if (wanted.every((point, offset) => points[at + offset] === point)) return new Int32(at)
  return new Int32(-1)
})
