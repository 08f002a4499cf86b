import { Int32 } from 'bson'
import { fail } from '../../../errors.ts'
import { isDocument } from '../../values/types.ts'
import { compileExpression } from '../compile.ts'
import type { CompileOperator, Evaluate } from '../evaluate.ts'
import { compileNamed, isNullish, typeNameOf } from '../operands.ts'
import { coerceToDate, readDatePart, readZone } from './arguments.ts'
import { isoDayNumber, isoWeek, isoWeekday, type Parts, partsOf } from './parts.ts'
import { dateOf } from './shift.ts'
import { momentOfLocal, utcTime } from './zones.ts'

const DAY = 86_400_000

function partOperands(argument: unknown, scope: Parameters<CompileOperator>[1], name: string) {
  if (isDocument(argument) && !Object.keys(argument)[0]?.startsWith('$'))
    return compileNamed(name, argument, scope, ['date', 'timezone'], ['date'], {
      notAnObject: 'Location40536',
      unknown: 'Location40535',
      missing: 'Location40539',
    })
  if (Array.isArray(argument)) {
    if (argument.length !== 1)
      fail(
        'Location40536',
        `${name} accepts exactly one argument if given an array, but was given ${argument.length}`,
      )
    return { date: compileExpression(argument[0], scope) }
  }
  return { date: compileExpression(argument, scope) }
}

export function part(read: (parts: Parts) => unknown): CompileOperator {
  return (argument, scope, name) => {
    const operands: { date?: Evaluate; timezone?: Evaluate } = partOperands(argument, scope, name)
    return (env) => {
      const value = operands.date?.(env)
      if (isNullish(value)) return null
      const date = coerceToDate(value)
      const zone = readZone(operands.timezone, env)
      return zone ? read(partsOf(date.getTime(), zone)) : null
    }
  }
}

export function intPart(read: (parts: Parts) => number): CompileOperator {
  return part((parts) => new Int32(read(parts)))
}

const FROM_PARTS = [
  'year',
  'month',
  'day',
  'isoWeekYear',
  'isoWeek',
  'isoDayOfWeek',
  'hour',
  'minute',
  'second',
  'millisecond',
  'timezone',
] as const

function checkYear(code: 'Location40523' | 'Location31095', name: string, year: number): void {
  if (year < 1 || year > 9999)
    fail(code, `'${name}' must evaluate to an integer in the range 1 to 9999, found ${year}`)
}

export const compileFromParts: CompileOperator = (argument, scope, name) => {
  const operands = compileNamed(name, argument, scope, FROM_PARTS, [], {
    notAnObject: 'Location40519',
    unknown: 'Location40518',
    missing: 'Location40516',
  })
  const isIso = operands.isoWeekYear !== undefined
  if (!operands.year && !isIso)
    fail('Location40516', "$dateFromParts requires either 'year' or 'isoWeekYear' to be present")
  if (operands.year && (isIso || operands.isoWeek || operands.isoDayOfWeek))
    fail('Location40489', '$dateFromParts does not allow mixing natural dates with ISO dates')
  if (isIso && (operands.month || operands.day))
    fail('Location40525', '$dateFromParts does not allow mixing ISO dates with natural dates')
  return (env) => {
    const read = (field: (typeof FROM_PARTS)[number], missing: number, isBounded = true) =>
      readDatePart(field, operands[field], env, missing, isBounded)
    const time = [read('hour', 0), read('minute', 0), read('second', 0, false), read('millisecond', 0, false)]
    const zone = readZone(operands.timezone, env)
    const day = isIso
      ? [read('isoWeekYear', 1970, false), read('isoWeek', 1), read('isoDayOfWeek', 1)]
      : [read('year', 1970, false), read('month', 1), read('day', 1)]
    if (!zone || [...time, ...day].includes(undefined)) return null
    const [hour, minute, second, millisecond] = time as [number, number, number, number]
    const [year, monthOrWeek, dayOfIt] = day as [number, number, number]
    checkYear(isIso ? 'Location31095' : 'Location40523', isIso ? 'isoWeekYear' : 'year', year)
    const midnight = isIso
      ? isoDayNumber(year, monthOrWeek, dayOfIt) * DAY
      : utcTime(year, monthOrWeek, dayOfIt)
    const local = midnight + ((hour * 60 + minute) * 60 + second) * 1000 + millisecond
    return dateOf(momentOfLocal(local, zone))
  }
}

function toParts(parts: Parts, isIso: boolean): Record<string, Int32> {
  const week = isoWeek(parts)
  const day = isIso
    ? { isoWeekYear: week.year, isoWeek: week.week, isoDayOfWeek: isoWeekday(parts) }
    : { year: parts.year, month: parts.month, day: parts.day }
  const { hour, minute, second, millisecond } = parts
  const numbers = { ...day, hour, minute, second, millisecond }
  return Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, new Int32(value)]))
}

export const compileToParts: CompileOperator = (argument, scope, name) => {
  const operands = compileNamed(name, argument, scope, ['date', 'timezone', 'iso8601'], ['date'], {
    notAnObject: 'Location40524',
    unknown: 'Location40520',
    missing: 'Location40522',
  })
  return (env) => {
    const date = operands.date?.(env)
    const zone = readZone(operands.timezone, env)
    const isIso = operands.iso8601 ? operands.iso8601(env) : false
    if (!zone || isNullish(isIso)) return null
    if (typeof isIso !== 'boolean')
      fail('Location40521', `iso8601 must evaluate to a bool, found ${typeNameOf(isIso)}`)
    if (isNullish(date)) return null
    return toParts(partsOf(coerceToDate(date).getTime(), zone), isIso)
  }
}
