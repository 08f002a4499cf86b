import { type BSONSymbol, Int32 } from 'bson'
import { fail } from '../../errors.ts'
import { compareStrings } from '../values/compare.ts'
import { describe } from '../values/describe.ts'
import { formatDouble } from '../values/format-double.ts'
import { numberOf } from '../values/numbers.ts'
import { typeOf } from '../values/types.ts'
import { integral } from './arguments.ts'
import { isNumber } from './arithmetic.ts'
import { formatIso } from './dates/format.ts'
import type { CompileOperator } from './evaluate.ts'
import { binary, compileNamed, compileOperands, isNullish, typeNameOf, unary, variadic } from './operands.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** A value as text where MongoDB's string operators accept more than strings; null is the empty text. */
export function coerceToString(value: unknown): string {
  if (isNullish(value)) return ''
  const type = typeOf(value)
  switch (type) {
    case 'string':
      return value as string
    case 'symbol':
      return (value as BSONSymbol).value
    case 'double':
      return formatDouble(numberOf(value))
    case 'int':
    case 'long':
    case 'decimal':
      return String(value)
    case 'date':
      return formatIso(value as Date)
    default:
      return fail('Location16007', `can't convert from BSON type ${type} to String`)
  }
}

function requireString(code: `Location${number}`, message: string, value: unknown): string {
  return typeof value === 'string' ? value : fail(code, `${message}, found: ${typeNameOf(value)}`)
}

const compileConcat: CompileOperator = (argument, scope) => {
  const operands = compileOperands(argument, scope)
  return (env) => {
    let text = ''
    for (const operand of operands) {
      const value = operand(env)
      if (isNullish(value)) return null
      if (typeof value !== 'string')
        fail('Location16702', `$concat only supports strings, not ${typeNameOf(value)}`)
      text += value
    }
    return text
  }
}

/** MongoDB changes the case of ASCII letters only. */
function toLower(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
}

function toUpper(text: string): string {
  return text.replace(/[a-z]+/g, (letters) => letters.toUpperCase())
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80
}

function substringOfBytes(name: string): CompileOperator {
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

const substringOfCodePoints = variadic(3, 3, ([input, lower, count]) => {
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

const indexOfBytes = variadic(2, 4, ([input, token, start, end]) => {
  if (isNullish(input)) return null
  const text = requireString('Location40091', '$indexOfBytes requires a string as the first argument', input)
  const part = requireString('Location40092', '$indexOfBytes requires a string as the second argument', token)
  const bytes = Buffer.from(text)
  const [from, to] = searchBounds('$indexOfBytes', bytes.length, start, end)
  if (from > bytes.length || to < from) return new Int32(-1)
  return new Int32(bytes.subarray(0, to).indexOf(Buffer.from(part), from))
})

const indexOfCodePoints = variadic(2, 4, ([input, token, start, end]) => {
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

/** MongoDB's white space: ASCII and Unicode spaces, and the null character. */
const SPACES = new Set(
  '\0 \t\n\v\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a',
)

function trim(points: string[], characters: Set<string>, left: boolean, right: boolean): string {
  let start = 0
  let end = points.length
  if (left) while (start < end && characters.has(points[start] as string)) start++
  if (right) while (end > start && characters.has(points[end - 1] as string)) end--
  return points.slice(start, end).join('')
}

function compileTrim(left: boolean, right: boolean): CompileOperator {
  return (argument, scope, name) => {
    const operands = compileNamed(name, argument, scope, ['input', 'chars'], ['input'], {
      notAnObject: 'Location50696',
      unknown: 'Location50694',
      missing: 'Location50695',
    })
    return (env) => {
      const input = operands.input?.(env)
      if (isNullish(input)) return null
      if (typeof input !== 'string')
        fail(
          'Location50699',
          `${name} requires its input to be a string, got ${describe(input)} (of type ${typeNameOf(input)}) instead.`,
        )
      if (!operands.chars) return trim([...input], SPACES, left, right)
      const characters = operands.chars(env)
      if (isNullish(characters)) return null
      if (typeof characters !== 'string')
        fail(
          'Location50700',
          `${name} requires 'chars' to be a string, got ${describe(characters)} (of type ${typeNameOf(characters)}) instead.`,
        )
      return trim([...input], new Set(characters), left, right)
    }
  }
}

function split(input: unknown, separator: unknown): unknown {
  if (isNullish(input) || isNullish(separator)) return null
  if (typeof input !== 'string')
    fail(
      'Location40085',
      `$split requires an expression that evaluates to a string as a first argument, found: ${typeNameOf(input)}`,
    )
  if (typeof separator !== 'string')
    fail(
      'Location40086',
      `$split requires an expression that evaluates to a string as a second argument, found: ${typeNameOf(separator)}`,
    )
  if (separator === '') fail('Location40087', '$split requires a non-empty separator')
  return input.split(separator)
}

function compileReplace(all: boolean): CompileOperator {
  return (argument, scope, name) => {
    const fields = ['input', 'find', 'replacement'] as const
    const operands = compileNamed(name, argument, scope, fields, fields, {
      notAnObject: 'Location51751',
      unknown: 'Location51750',
      missing: 'Location51749',
    })
    const codes = { input: 'Location51746', find: 'Location51745', replacement: 'Location51744' } as const
    return (env) => {
      const values = fields.map((field) => {
        const value = operands[field]?.(env)
        if (!isNullish(value) && typeof value !== 'string')
          fail(codes[field], `${name} requires that '${field}' be a string, found: ${typeNameOf(value)}`)
        return value
      })
      if (values.some(isNullish)) return null
      const [input, find, replacement] = values as [string, string, string]
      return all ? input.replaceAll(find, () => replacement) : input.replace(find, () => replacement)
    }
  }
}

export const STRINGS: Record<string, CompileOperator> = {
  $concat: compileConcat,
  $toLower: unary((value) => toLower(coerceToString(value))),
  $toUpper: unary((value) => toUpper(coerceToString(value))),
  $strcasecmp: binary(
    (a, b) => new Int32(compareStrings(toUpper(coerceToString(a)), toUpper(coerceToString(b)))),
  ),
  $substr: substringOfBytes('$substrBytes'),
  $substrBytes: substringOfBytes('$substrBytes'),
  $substrCP: substringOfCodePoints,
  $strLenBytes: unary(
    (value) =>
      new Int32(
        Buffer.byteLength(requireString('Location34473', '$strLenBytes requires a string argument', value)),
      ),
  ),
  $strLenCP: unary(
    (value) =>
      new Int32([...requireString('Location34471', '$strLenCP requires a string argument', value)].length),
  ),
  $indexOfBytes: indexOfBytes,
  $indexOfCP: indexOfCodePoints,
  $trim: compileTrim(true, true),
  $ltrim: compileTrim(true, false),
  $rtrim: compileTrim(false, true),
  $split: binary(split),
  $replaceOne: compileReplace(false),
  $replaceAll: compileReplace(true),
}
