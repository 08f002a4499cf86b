import { Int32 } from 'bson'
import { fail } from '../../errors.ts'
import { refuse } from '../refuse.ts'
import { compareStrings } from '../values/compare.ts'
import { describe } from '../values/describe.ts'
import { coerceToString, requireString } from './coerce-to-string.ts'
import type { CompileOperator } from './evaluate.ts'
import { binary, compileNamed, compileOperands, isNullish, typeNameOf, unary } from './operands.ts'
import { indexOfBytes, indexOfCodePoints, substringOfBytes, substringOfCodePoints } from './substrings.ts'

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
      // MongoDB would put the replacement between bytes.
      if (all && find === '' && Buffer.byteLength(input) > input.length)
        refuse(`${name} of the empty string in a text beyond ASCII`)
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
