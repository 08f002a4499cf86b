import { Int32, Long } from 'bson'
import { fail, ServerError } from '../../../errors.ts'
import { describe } from '../../values/describe.ts'
import { isDocument } from '../../values/types.ts'
import { integral64 } from '../arguments.ts'
import { compileExpression } from '../compile.ts'
import type { CompileOperator, Env, Evaluate } from '../evaluate.ts'
import { compileNamed, isNullish, typeNameOf } from '../operands.ts'
import { coerceToDate, isDateLike, readDatePart, readStartOfWeek, readUnit, readZone } from './arguments.ts'
import { checkFormat, formatDate, ISO_FORMAT_LOCAL, ISO_FORMAT_UTC } from './format.ts'
import { checkParseFormat, parseDate, parseDateByFormat } from './parse.ts'
import { isoDayNumber, isoWeek, isoWeekday, type Parts, partsOf, weekOfYear } from './parts.ts'
import { dateOf } from './shift.ts'
import { addUnits, differenceIn, truncateTo } from './units.ts'
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

function part(read: (parts: Parts) => unknown): CompileOperator {
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

function intPart(read: (parts: Parts) => number): CompileOperator {
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

const compileFromParts: CompileOperator = (argument, scope, name) => {
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
    const [year, second2, third] = day as [number, number, number]
    checkYear(isIso ? 'Location31095' : 'Location40523', isIso ? 'isoWeekYear' : 'year', year)
    const midnight = isIso ? isoDayNumber(year, second2, third) * DAY : utcTime(year, second2, third)
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

const compileToParts: CompileOperator = (argument, scope, name) => {
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

const compileToString: CompileOperator = (argument, scope, name) => {
  const operands = compileNamed(name, argument, scope, ['date', 'format', 'timezone', 'onNull'], ['date'], {
    notAnObject: 'Location18629',
    unknown: 'Location18534',
    missing: 'Location18628',
  })
  return (env) => {
    const date = operands.date?.(env)
    const format = operands.format?.(env)
    if (!isNullish(format) && operands.format) {
      if (typeof format !== 'string')
        fail(
          'Location18533',
          `$dateToString requires that 'format' be a string, found: ${typeNameOf(format)} with value ${describe(format)}`,
        )
      checkFormat(format)
    }
    const zone = readZone(operands.timezone, env)
    if (isNullish(date)) return operands.onNull ? operands.onNull(env) : null
    if (!zone || (operands.format && isNullish(format))) return null
    const isoFormat = zone.isUtc ? ISO_FORMAT_UTC : ISO_FORMAT_LOCAL
    return formatDate(coerceToDate(date), typeof format === 'string' ? format : isoFormat, zone)
  }
}

const FROM_STRING = ['dateString', 'format', 'timezone', 'onNull', 'onError'] as const

const compileFromString: CompileOperator = (argument, scope, name) => {
  const operands = compileNamed(name, argument, scope, FROM_STRING, ['dateString'], {
    notAnObject: 'Location40540',
    unknown: 'Location40541',
    missing: 'Location40542',
  })
  const read = (env: Env, text: unknown, format: unknown): Date | null => {
    const zone = readZone(operands.timezone, env)
    if (typeof text !== 'string')
      fail(
        'ConversionFailure',
        `$dateFromString requires that 'dateString' be a string, found: ${typeNameOf(text)} with value ${describe(text)}`,
      )
    if (!zone || (operands.format && isNullish(format))) return null
    return typeof format === 'string' ? parseDateByFormat(text, format, zone) : parseDate(text, zone)
  }
  return (env) => {
    const text = operands.dateString?.(env)
    const format = operands.format?.(env)
    if (operands.format && !isNullish(format)) {
      if (typeof format !== 'string')
        fail(
          'Location40684',
          `$dateFromString requires that 'format' be a string, found: ${typeNameOf(format)} with value ${describe(format)}`,
        )
      checkParseFormat(format)
    }
    readZone(operands.timezone, env)
    if (isNullish(text)) return operands.onNull ? operands.onNull(env) : null
    try {
      return read(env, text, format)
    } catch (error) {
      const isConversion = error instanceof ServerError && error.codeName === 'ConversionFailure'
      if (isConversion && operands.onError) return operands.onError(env)
      throw error
    }
  }
}

function compileShift(sign: 1 | -1): CompileOperator {
  return (argument, scope, name) => {
    const fields = ['startDate', 'unit', 'amount', 'timezone'] as const
    const operands = compileNamed(name, argument, scope, fields, ['startDate', 'unit', 'amount'], {
      notAnObject: 'Location5166400',
      unknown: 'Location5166401',
      missing: 'Location5166402',
    })
    return (env) => {
      const start = operands.startDate?.(env)
      if (isNullish(start)) return null
      const unit = readUnit(name, operands.unit, env)
      const amount = operands.amount?.(env)
      const zone = readZone(operands.timezone, env)
      if (!unit || isNullish(amount) || !zone) return null
      if (!isDateLike(start))
        fail('Location5166403', `${name} requires startDate to be convertible to a date`)
      const count = integral64(amount)
      if (count === undefined) fail('Location5166405', `${name} expects integer amount of time units`)
      return addUnits(coerceToDate(start), unit, sign * Number(count), zone)
    }
  }
}

function requireDate(name: string, field: string, value: unknown): Date {
  if (!isDateLike(value))
    fail('Location5166307', `${name} requires '${field}' to be a date, but got ${typeNameOf(value)}`)
  return coerceToDate(value)
}

const compileDifference: CompileOperator = (argument, scope, name) => {
  const fields = ['startDate', 'endDate', 'unit', 'timezone', 'startOfWeek'] as const
  const operands = compileNamed(name, argument, scope, fields, ['startDate', 'endDate', 'unit'], {
    notAnObject: 'Location5166301',
    unknown: 'Location5166302',
    missing: 'Location5166303',
  })
  return (env) => {
    const start = operands.startDate?.(env)
    const end = operands.endDate?.(env)
    if (isNullish(start) || isNullish(end)) return null
    const unit = readUnit(name, operands.unit, env)
    if (!unit) return null
    const startOfWeek = unit === 'week' ? readStartOfWeek(name, operands.startOfWeek, env) : 7
    const zone = readZone(operands.timezone, env)
    if (startOfWeek === undefined || !zone) return null
    const from = requireDate(name, 'startDate', start)
    const to = requireDate(name, 'endDate', end)
    return Long.fromNumber(differenceIn(from, to, unit, zone, startOfWeek))
  }
}

function readBinSize(operand: Evaluate | undefined, env: Env): number | undefined {
  if (!operand) return 1
  const value = operand(env)
  if (isNullish(value)) return undefined
  const size = integral64(value)
  if (size === undefined)
    fail(
      'Location5439017',
      `$dateTrunc requires 'binSize' to be a 64-bit integer, but got value '${describe(value)}' of type ${typeNameOf(value)}`,
    )
  if (size <= 0n)
    fail('Location5439018', `$dateTrunc requires 'binSize' to be greater than 0, but got value ${size}`)
  return Number(size)
}

const compileTruncate: CompileOperator = (argument, scope, name) => {
  const fields = ['date', 'unit', 'binSize', 'timezone', 'startOfWeek'] as const
  const operands = compileNamed(name, argument, scope, fields, ['date', 'unit'], {
    notAnObject: 'Location5439007',
    unknown: 'Location5439008',
    missing: 'Location5439009',
  })
  return (env) => {
    const date = operands.date?.(env)
    if (isNullish(date)) return null
    const binSize = readBinSize(operands.binSize, env)
    const unit = readUnit(name, operands.unit, env)
    if (binSize === undefined || !unit) return null
    const startOfWeek = unit === 'week' ? readStartOfWeek(name, operands.startOfWeek, env) : 7
    const zone = readZone(operands.timezone, env)
    if (startOfWeek === undefined || !zone) return null
    return truncateTo(requireDate(name, 'date', date), unit, binSize, zone, startOfWeek)
  }
}

export const DATES: Record<string, CompileOperator> = {
  $year: intPart((parts) => parts.year),
  $month: intPart((parts) => parts.month),
  $dayOfMonth: intPart((parts) => parts.day),
  $hour: intPart((parts) => parts.hour),
  $minute: intPart((parts) => parts.minute),
  $second: intPart((parts) => parts.second),
  $millisecond: intPart((parts) => parts.millisecond),
  $dayOfYear: intPart((parts) => parts.dayOfYear),
  $dayOfWeek: intPart((parts) => parts.weekday + 1),
  $week: intPart(weekOfYear),
  $isoDayOfWeek: intPart(isoWeekday),
  $isoWeek: intPart((parts) => isoWeek(parts).week),
  $isoWeekYear: part((parts) => Long.fromNumber(isoWeek(parts).year)),
  $dateFromParts: compileFromParts,
  $dateToParts: compileToParts,
  $dateToString: compileToString,
  $dateFromString: compileFromString,
  $dateAdd: compileShift(1),
  $dateSubtract: compileShift(-1),
  $dateDiff: compileDifference,
  $dateTrunc: compileTruncate,
}
