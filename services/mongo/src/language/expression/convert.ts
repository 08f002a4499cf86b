import { Decimal128, Int32, ObjectId, type Timestamp } from 'bson'
import { fail, ServerError } from '../../errors.ts'
import { refuse } from '../refuse.ts'
import { promoteToDecimal } from '../values/arithmetic.ts'
import { binaryParts } from '../values/compare.ts'
import { formatDecimal } from '../values/decimal.ts'
import { describe } from '../values/describe.ts'
import { truthy } from '../values/truth.ts'
import { isDocument, isNumberType, type TypeName, typeOf } from '../values/types.ts'
import { integral } from './arguments.ts'
import { coerceToString } from './coerce-to-string.ts'
import {
  binaryOfText,
  type ConversionOptions,
  FORMATS,
  requireFormat,
  textOfBinary,
  UUID_SUBTYPE,
} from './convert-binary.ts'
import { conversionFailure, parseDecimalText, toDouble, toInt, toLong } from './convert-number.ts'
import { coerceToDate } from './dates/arguments.ts'
import { parseDate } from './dates/parse.ts'
import { dateOf } from './dates/shift.ts'
import { UTC } from './dates/zones.ts'
import type { CompileOperator } from './evaluate.ts'
import { compileNamed, isNullish, typeNameOf, unary } from './operands.ts'

type Conversion = (value: unknown, options: ConversionOptions) => unknown

function unsupported(from: TypeName, to: string): never {
  conversionFailure(`Unsupported conversion from ${from} to ${to}`)
}

function fromTypes(to: string, types: readonly TypeName[], convert: Conversion): Conversion {
  return (value, options) => {
    const type = typeOf(value)
    return types.includes(type) ? convert(value, options) : unsupported(type, to)
  }
}

function toStringValue(value: unknown, { format }: ConversionOptions): unknown {
  const type = typeOf(value)
  switch (type) {
    case 'bool':
      return value ? 'true' : 'false'
    case 'objectId':
      return (value as ObjectId).toHexString()
    case 'binData':
      return textOfBinary(value, requireFormat(format, 'binData', 'string'))
    case 'string':
    case 'int':
    case 'long':
    case 'double':
    case 'decimal':
    case 'date':
      return coerceToString(value)
    default:
      return unsupported(type, 'string')
  }
}

function toDateValue(value: unknown): Date {
  const type = typeOf(value)
  if (type === 'string') return parseDate(value as string, UTC)
  if (type === 'date' || type === 'objectId' || type === 'timestamp') return coerceToDate(value as Timestamp)
  if (type === 'long' || type === 'double' || type === 'decimal')
    return dateOf(Number(toLong(value).toBigInt()))
  return unsupported(type, 'date')
}

function toObjectId(value: unknown): ObjectId {
  const type = typeOf(value)
  if (type === 'objectId') return value as ObjectId
  if (type !== 'string') unsupported(type, 'objectId')
  const text = value as string
  if (!/^[0-9a-fA-F]{24}$/.test(text))
    fail(
      'ConversionFailure',
      `Failed to parse objectId '${text}' in $convert with no onError value: Invalid string length for parsing to OID, expected 24 but found ${text.length}`,
    )
  return new ObjectId(text)
}

function toDecimal(value: unknown): Decimal128 {
  const type = typeOf(value)
  switch (type) {
    case 'string':
      return parseDecimalText(value as string)
    case 'bool':
      return Decimal128.fromString(value ? '1' : '0')
    case 'date':
      return Decimal128.fromString(String((value as Date).getTime()))
    default:
      return isNumberType(type) ? formatDecimal(promoteToDecimal(value, type)) : unsupported(type, 'decimal')
  }
}

function toBinary(value: unknown, options: ConversionOptions): unknown {
  const type = typeOf(value)
  if (type === 'string') return binaryOfText(value as string, options)
  if (type === 'int' || type === 'long' || type === 'double') refuse('$convert of a number to binData')
  if (type !== 'binData') return unsupported(type, 'binData')
  if (binaryParts(value).subtype !== options.subtype)
    fail('ConversionFailure', 'Conversions between different BinData subtypes are not supported')
  return value
}

function fromNumbers(
  to: string,
  more: readonly TypeName[],
  convert: (value: unknown) => unknown,
): Conversion {
  const fromListed = fromTypes(to, ['int', 'long', 'double', 'decimal', 'bool', 'string', ...more], convert)
  return (value, options) => {
    if (typeOf(value) === 'binData') refuse(`$convert of binData to ${to}`)
    return fromListed(value, options)
  }
}

const CONVERSIONS: Record<string, Conversion> = {
  double: fromNumbers('double', ['date'], toDouble),
  string: toStringValue,
  objectId: toObjectId,
  bool: (value) => truthy(value),
  date: toDateValue,
  int: fromNumbers('int', [], toInt),
  long: fromNumbers('long', ['date'], toLong),
  decimal: toDecimal,
  binData: toBinary,
}

const BY_NUMBER: Record<number, string> = {
  1: 'double',
  2: 'string',
  5: 'binData',
  7: 'objectId',
  8: 'bool',
  9: 'date',
  16: 'int',
  18: 'long',
  19: 'decimal',
}

function conversionTo(target: unknown): { convert: Conversion; subtype: number } {
  const type = isDocument(target) ? target['type'] : target
  const subtype = isDocument(target) ? (integral(target['subtype'] ?? new Int32(0)) ?? -1) : 0
  if (subtype < 0 || subtype > 255)
    fail(
      'Location4341107',
      `In $convert, numeric value for 'subtype' does not correspond to a BinData type: ${subtype}`,
    )
  const number = typeof type === 'string' ? undefined : integral(type)
  if (typeof type !== 'string' && number === undefined)
    fail('FailedToParse', `$convert's 'to' argument must be a string or number, but is ${typeNameOf(type)}`)
  const name = typeof type === 'string' ? type : BY_NUMBER[number ?? 0]
  const convert = name !== undefined && Object.hasOwn(CONVERSIONS, name) ? CONVERSIONS[name] : undefined
  if (!convert) fail('BadValue', `Unknown type name: ${describe(type)}`)
  return { convert, subtype }
}

function readFormat(value: unknown): string | undefined {
  if (isNullish(value)) return undefined
  if (typeof value !== 'string')
    fail(
      'Location4341114',
      `$convert requires that 'format' be a string, found: ${typeNameOf(value)} with value ${describe(value)}`,
    )
  return FORMATS.includes(value)
    ? value
    : fail('Location4341125', `Invalid 'format' argument for $convert: ${value}`)
}

const compileConvert: CompileOperator = (argument, scope, name) => {
  const fields = ['input', 'to', 'onError', 'onNull', 'format', 'byteOrder'] as const
  const operands = compileNamed(name, argument, scope, fields, ['input', 'to'])
  if (operands.byteOrder) refuse('The byteOrder argument of $convert')
  return (env) => {
    const target = operands.to?.(env)
    const input = operands.input?.(env)
    const conversion = isNullish(target) ? undefined : conversionTo(target)
    if (isNullish(input)) return operands.onNull ? operands.onNull(env) : null
    if (!conversion) return null
    const format = readFormat(operands.format?.(env))
    try {
      return conversion.convert(input, { format, subtype: conversion.subtype })
    } catch (error) {
      const isConversion = error instanceof ServerError && error.codeName === 'ConversionFailure'
      if (isConversion && operands.onError) return operands.onError(env)
      throw error
    }
  }
}

function shorthand(
  convert: Conversion,
  options: ConversionOptions = { format: 'auto', subtype: 0 },
): CompileOperator {
  return unary((value) => (isNullish(value) ? null : convert(value, options)))
}

export const CONVERT: Record<string, CompileOperator> = {
  $convert: compileConvert,
  $toBool: shorthand((value) => truthy(value)),
  $toDate: shorthand(toDateValue),
  $toDecimal: shorthand(toDecimal),
  $toDouble: shorthand(CONVERSIONS['double'] as Conversion),
  $toInt: shorthand(CONVERSIONS['int'] as Conversion),
  $toLong: shorthand(CONVERSIONS['long'] as Conversion),
  $toObjectId: shorthand(toObjectId),
  $toString: shorthand(toStringValue),
  $toUUID: shorthand(toBinary, { format: 'uuid', subtype: UUID_SUBTYPE }),
  $type: unary((value) => typeNameOf(value)),
}
