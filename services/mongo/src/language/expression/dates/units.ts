import { fail } from '../../../errors.ts'
import { dayNumber, daysInMonth, partsOf } from './parts.ts'
import { dateOf } from './shift.ts'
import { localOf, momentOfLocal, utcTime, type Zone } from './zones.ts'

const DAY = 86_400_000

export const UNITS = [
  'year',
  'quarter',
  'month',
  'week',
  'day',
  'hour',
  'minute',
  'second',
  'millisecond',
] as const
export type Unit = (typeof UNITS)[number]

const MILLISECONDS = { hour: 3_600_000, minute: 60_000, second: 1000, millisecond: 1 } as const
const MONTHS = { year: 12, quarter: 3, month: 1 } as const
const DAYS = { week: 7, day: 1 } as const

type ClockUnit = keyof typeof MILLISECONDS
type MonthUnit = keyof typeof MONTHS
type DayUnit = keyof typeof DAYS

function isClockUnit(unit: Unit): unit is ClockUnit {
  return unit in MILLISECONDS
}

function isMonthUnit(unit: Unit): unit is MonthUnit {
  return unit in MONTHS
}

/** How many milliseconds a unit of fixed length has; undefined for months, quarters and years. */
export function fixedMilliseconds(unit: Unit): number | undefined {
  if (isClockUnit(unit)) return MILLISECONDS[unit]
  return isMonthUnit(unit) ? undefined : DAYS[unit] * DAY
}

function addMonths(local: number, months: number): number {
  const date = new Date(local)
  const count = date.getUTCFullYear() * 12 + date.getUTCMonth() + months
  const year = Math.floor(count / 12)
  const month = count - year * 12 + 1
  const day = Math.min(date.getUTCDate(), daysInMonth(year, month))
  return utcTime(year, month, day) + (local - Math.floor(local / DAY) * DAY)
}

/**
 * A moment moved by a number of units. Days and longer units keep the zone's clock time, and the day of
 * the month as far as the month has it; hours and shorter ones count real time.
 */
export function addUnits(date: Date, unit: Unit, amount: number, zone: Zone): Date {
  if (isClockUnit(unit)) return dateOf(date.getTime() + amount * MILLISECONDS[unit])
  if (!Number.isSafeInteger(amount) || Math.abs(amount) > 1e12)
    fail('Location5976500', `invalid dateAdd 'amount' parameter value: ${amount} ${unit}`)
  const local = localOf(date.getTime(), zone)
  const moved = isMonthUnit(unit)
    ? addMonths(local, amount * MONTHS[unit])
    : local + amount * DAYS[unit as DayUnit] * DAY
  return dateOf(momentOfLocal(moved, zone))
}

/** A calendar day as three numbers. */
interface CalendarDay {
  year: number
  month: number
  day: number
}

function weekdayFrom(day: CalendarDay, startOfWeek: number): number {
  const iso = new Date(utcTime(day.year, day.month, day.day)).getUTCDay() || 7
  return (iso - startOfWeek + 7) % 7
}

function calendarDifference(
  from: CalendarDay,
  to: CalendarDay,
  unit: MonthUnit | DayUnit,
  startOfWeek: number,
): number {
  const years = to.year - from.year
  switch (unit) {
    case 'year':
      return years
    case 'quarter':
      return years * 4 + Math.floor((to.month - 1) / 3) - Math.floor((from.month - 1) / 3)
    case 'month':
      return years * 12 + to.month - from.month
  }
  const days = dayNumber(to.year, to.month, to.day) - dayNumber(from.year, from.month, from.day)
  if (unit === 'day') return days
  return Math.trunc((days + weekdayFrom(from, startOfWeek) - weekdayFrom(to, startOfWeek)) / 7)
}

/**
 * How many boundaries of a unit lie between two moments on a zone's calendar and clocks.
 * @param startOfWeek 1 for Monday … 7 for Sunday
 */
export function differenceIn(start: Date, end: Date, unit: Unit, zone: Zone, startOfWeek: number): number {
  const [from, to] = [start.getTime(), end.getTime()]
  if (unit === 'millisecond') return to - from
  if (!isClockUnit(unit)) return calendarDifference(partsOf(from, zone), partsOf(to, zone), unit, startOfWeek)
  const length = MILLISECONDS[unit]
  const change = zone.offsetAt(from) - zone.offsetAt(to)
  const boundaries = Math.floor(localOf(to, zone) / length) - Math.floor(localOf(from, zone) / length)
  return boundaries + Math.trunc((change * 1000) / length)
}

const REFERENCE = Date.UTC(2000, 0, 1)
/** 2000-01-01 was a Saturday. */
const REFERENCE_WEEKDAY = 6

function remainder(value: number, size: number): number {
  return ((value % size) + size) % size
}

/** The start of the bin that a moment falls into; bins are counted from 2000-01-01 in the zone. */
export function truncateTo(date: Date, unit: Unit, binSize: number, zone: Zone, startOfWeek: number): Date {
  const time = date.getTime()
  let reference = REFERENCE - zone.offsetAt(REFERENCE) * 1000
  if (isClockUnit(unit)) {
    const size = binSize * MILLISECONDS[unit]
    if (!Number.isSafeInteger(size)) fail('Location5439002', 'dateTrunc overflowed')
    return dateOf(time - remainder(time - reference, size))
  }
  if (binSize > 100_000_000_000) fail('Location5439006', 'dateTrunc unsupported binSize value')
  const referenceDay = { year: 2000, month: 1, day: 1 }
  if (unit === 'week') {
    const adjust = (7 - ((REFERENCE_WEEKDAY - startOfWeek + 7) % 7)) % 7
    reference += adjust * DAY
    referenceDay.day += adjust
  }
  const distance = calendarDifference(referenceDay, partsOf(time, zone), unit, startOfWeek)
  return addUnits(new Date(reference), unit, distance - remainder(distance, binSize), zone)
}
