import { Long } from 'bson'
import { fail } from '../../../errors.ts'
import { describe } from '../../values/describe.ts'
import { integral64 } from '../arguments.ts'
import type { CompileOperator, Env, Evaluate } from '../evaluate.ts'
import { compileNamed, isNullish, typeNameOf } from '../operands.ts'
import { coerceToDate, isDateLike, readStartOfWeek, readUnit, readZone } from './arguments.ts'
import { compileFromParts, compileToParts, intPart, part } from './part-operators.ts'
import { isoWeek, isoWeekday, weekOfYear } from './parts.ts'
import { compileFromString, compileToString } from './text-operators.ts'
import { addUnits, differenceIn, truncateTo } from './units.ts'

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
