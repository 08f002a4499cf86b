import { type Decimal128, Double, Int32, Long } from 'bson'
import { fail } from '../../errors.ts'
import {
  type Decimal,
  decimalToDouble,
  formatDecimal,
  parseDecimal,
  truncateDecimal,
} from '../values/decimal.ts'
import { bigintOf, fitsInt64, longOf, numberOf } from '../values/numbers.ts'
import { type TypeName, typeOf } from '../values/types.ts'

/** Throws the ConversionFailure (241) that `onError` of `$convert` catches. */
export function conversionFailure(message: string): never {
  fail('ConversionFailure', `${message} in $convert with no onError value`)
}

function notANumber(text: string, why: string): never {
  fail('ConversionFailure', `Failed to parse number '${text}' in $convert with no onError value: ${why}`)
}

function rejectHexadecimal(text: string): void {
  if (/^0x/i.test(text))
    fail('ConversionFailure', `Illegal hexadecimal input in $convert with no onError value: ${text}`)
}

function parseInteger(text: string): bigint {
  rejectHexadecimal(text)
  if (text === '') notANumber(text, 'Empty string')
  if (!/^[+-]?\d+$/.test(text)) notANumber(text, 'Did not consume whole string.')
  return BigInt(text.replace(/^\+/, ''))
}

const REAL = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d{1,9}))?$/
const SPECIAL = /^([+-]?)(?:(inf|infinity)|(nan))$/i

function parseReal(text: string): Decimal {
  rejectHexadecimal(text)
  const special = SPECIAL.exec(text)
  if (special) return special[3] ? { kind: 'nan' } : { kind: 'infinity', negative: special[1] === '-' }
  const match = REAL.exec(text)
  if (!match || `${match[2]}${match[3]}` === '') notANumber(text, 'Did not consume whole string.')
  const [, sign, whole, fraction = '', exponent = '0'] = match
  return {
    kind: 'finite',
    negative: sign === '-',
    coefficient: BigInt(`${whole}${fraction}`),
    exponent: Number(exponent) - fraction.length,
  }
}

/** The integer part of a number of any type, checked to be finite. */
function truncated(value: unknown, type: TypeName): bigint {
  if (type === 'int') return BigInt(numberOf(value))
  if (type === 'long') return bigintOf(value)
  const decimal = type === 'decimal' ? parseDecimal(value as Decimal128) : undefined
  const number = decimal ? decimalToDouble(decimal) : numberOf(value)
  if (Number.isNaN(number)) conversionFailure('Attempt to convert NaN value to integer type')
  const isInfinite = decimal ? decimal.kind === 'infinity' : !Number.isFinite(number)
  if (isInfinite) conversionFailure('Attempt to convert infinity value to integer type')
  const integer = decimal ? truncateDecimal(decimal) : BigInt(Math.trunc(number))
  return integer ?? overflow(value)
}

function overflow(value: unknown): never {
  fail(
    'ConversionFailure',
    `Conversion would overflow target type in $convert with no onError value: ${value}`,
  )
}

function integerOf(value: unknown, type: TypeName): bigint {
  if (type === 'bool') return value ? 1n : 0n
  return type === 'string' ? parseInteger(value as string) : truncated(value, type)
}

export function toInt(value: unknown): Int32 {
  const type = typeOf(value)
  const integer = integerOf(value, type)
  if (BigInt.asIntN(32, integer) === integer && (type !== 'double' || numberOf(value) <= 0x7fffffff))
    return new Int32(Number(integer))
  return type === 'string' ? notANumber(value as string, 'Overflow') : overflow(value)
}

export function toLong(value: unknown): Long {
  const type = typeOf(value)
  if (type === 'date') return Long.fromNumber((value as Date).getTime())
  const integer = integerOf(value, type)
  if (fitsInt64(integer)) return longOf(integer)
  return type === 'string' ? notANumber(value as string, 'Overflow') : overflow(value)
}

function decimalAsDouble(value: unknown, decimal: Decimal): number {
  const number = decimalToDouble(decimal)
  const lost =
    decimal.kind === 'finite' && (!Number.isFinite(number) || (number === 0 && decimal.coefficient !== 0n))
  return lost ? overflow(value) : number
}

export function toDouble(value: unknown): Double {
  switch (typeOf(value)) {
    case 'string': {
      const decimal = parseReal(value as string)
      const number = decimalToDouble(decimal)
      if (decimal.kind === 'finite' && !Number.isFinite(number)) notANumber(value as string, 'Out of range')
      return new Double(number)
    }
    case 'bool':
      return new Double(value ? 1 : 0)
    case 'date':
      return new Double((value as Date).getTime())
    case 'long':
      return new Double(Number(bigintOf(value)))
    case 'decimal':
      return new Double(decimalAsDouble(value, parseDecimal(value as Decimal128)))
    default:
      return new Double(numberOf(value))
  }
}

export function parseDecimalText(text: string): Decimal128 {
  const decimal = parseReal(text)
  const formatted = formatDecimal(decimal)
  if (decimal.kind === 'finite' && parseDecimal(formatted).kind !== 'finite')
    notANumber(text, 'Conversion from string to decimal would overflow')
  return formatted
}
