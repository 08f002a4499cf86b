import type { ObjectId, Timestamp } from 'bson'
import { fail } from '../../../errors.ts'
import { describe } from '../../values/describe.ts'
import { integral64 } from '../arguments.ts'
import type { Env, Evaluate } from '../evaluate.ts'
import { isNullish, typeNameOf } from '../operands.ts'
import { UNITS, type Unit } from './units.ts'
import { findZone, UTC, type Zone } from './zones.ts'

/** Whether a value can stand for a date: dates, timestamps and object ids. */
export function isDateLike(value: unknown): boolean {
  const type = typeNameOf(value)
  return type === 'date' || type === 'timestamp' || type === 'objectId'
}

/** The date that a value stands for. Throws Location16006. */
export function coerceToDate(value: unknown): Date {
  switch (typeNameOf(value)) {
    case 'date':
      return value as Date
    case 'timestamp':
      return new Date(((value as Timestamp).high >>> 0) * 1000)
    case 'objectId':
      return (value as ObjectId).getTimestamp()
    default:
      return fail('Location16006', `can't convert from BSON type ${typeNameOf(value)} to Date`)
  }
}

/** The zone that an optional operand names: UTC without one, undefined for null. */
export function readZone(operand: Evaluate | undefined, env: Env): Zone | undefined {
  if (!operand) return UTC
  const id = operand(env)
  if (isNullish(id)) return undefined
  if (typeof id !== 'string')
    fail('Location40517', `timezone must evaluate to a string, found ${typeNameOf(id)}`)
  return findZone(id)
}

/** Reads a unit of time; undefined for null. */
export function readUnit(name: string, operand: Evaluate | undefined, env: Env): Unit | undefined {
  const unit = operand?.(env)
  if (isNullish(unit)) return undefined
  if (typeof unit !== 'string')
    fail('Location5439013', `${name} requires 'unit' to be a string, but got ${typeNameOf(unit)}`)
  const known = UNITS.find((candidate) => candidate === unit)
  return (
    known ??
    fail(
      'FailedToParse',
      `${name} parameter 'unit' value parsing failed :: caused by :: unknown time unit value: ${unit}`,
    )
  )
}

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
const SUNDAY = 7

/** Reads the first day of the week as 1 for Monday … 7 for Sunday; undefined for null. */
export function readStartOfWeek(name: string, operand: Evaluate | undefined, env: Env): number | undefined {
  if (!operand) return SUNDAY
  const day = operand(env)
  if (isNullish(day)) return undefined
  if (typeof day !== 'string')
    fail('Location5439015', `${name} requires 'startOfWeek' to be a string, but got ${typeNameOf(day)}`)
  const wanted = day.toLowerCase()
  const index = WEEKDAYS.findIndex((weekday) => weekday === wanted || weekday.slice(0, 3) === wanted)
  if (index < 0)
    fail(
      'Location5439016',
      `${name} parameter 'startOfWeek' value cannot be recognized as a day of a week: ${day}`,
    )
  return index + 1
}

const LARGEST_PART = 32767

/** Reads one number of `$dateFromParts`; undefined for null. */
export function readDatePart(
  field: string,
  operand: Evaluate | undefined,
  env: Env,
  missing: number,
  isBounded: boolean,
): number | undefined {
  if (!operand) return missing
  const value = operand(env)
  if (isNullish(value)) return undefined
  const integer = integral64(value)
  if (integer === undefined)
    fail(
      'Location40515',
      `'${field}' must evaluate to an integer, found ${typeNameOf(value)} with value ${describe(value)}`,
    )
  const number = Number(integer)
  if (isBounded && (number > LARGEST_PART || number < -LARGEST_PART - 1))
    fail(
      'Location31034',
      `'${field}' must evaluate to a value in the range [-32768, 32767]; value ${number} is not in range`,
    )
  return number
}
