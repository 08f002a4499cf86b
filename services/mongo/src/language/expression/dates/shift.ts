import type { Decimal128 } from 'bson'
import { fail } from '../../../errors.ts'
import { parseDecimal, truncateDecimal } from '../../values/decimal.ts'
import { quantize } from '../../values/decimal-arithmetic.ts'
import { bigintOf, numberOf } from '../../values/numbers.ts'
import { typeOf } from '../../values/types.ts'

/** The dates that JavaScript, and so this server, can hold: ±8.64e15 ms around 1970. */
const LARGEST_TIME = 8.64e15

/** A date from milliseconds since 1970. Throws Overflow (15) outside the range of dates. */
export function dateOf(milliseconds: number): Date {
  if (!(Math.abs(milliseconds) <= LARGEST_TIME)) fail('Overflow', 'date overflow')
  return new Date(milliseconds)
}

/** A number as whole milliseconds, halves away from zero (decimals: to even). */
function millisecondsOf(value: unknown): number {
  const type = typeOf(value)
  if (type === 'long') return Number(bigintOf(value))
  if (type === 'decimal') {
    const whole = truncateDecimal(quantize(parseDecimal(value as Decimal128), 0, 'half-even'))
    return whole === undefined ? Number.NaN : Number(whole)
  }
  const number = numberOf(value)
  return Math.sign(number) * Math.round(Math.abs(number))
}

/** A date moved by a number of milliseconds of any number type. */
export function shiftDate(date: Date, amount: unknown, sign: 1 | -1): Date {
  return dateOf(date.getTime() + sign * millisecondsOf(amount))
}
