import { localOf, utcTime, type Zone } from './zones.ts'

const DAY = 86_400_000

/** A moment as a zone's calendar and clocks show it. Months and days count from 1. */
export interface Parts {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
  millisecond: number
  /** 1 for 1 January. */
  dayOfYear: number
  /** 0 for Sunday. */
  weekday: number
  /** The offset of the zone in seconds. */
  offset: number
}

export function partsOf(time: number, zone: Zone): Parts {
  const local = new Date(localOf(time, zone))
  const year = local.getUTCFullYear()
  const day = Math.floor(local.getTime() / DAY)
  return {
    year,
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(),
    millisecond: local.getUTCMilliseconds(),
    dayOfYear: day - utcTime(year, 1, 1) / DAY + 1,
    weekday: local.getUTCDay(),
    offset: zone.offsetAt(time),
  }
}

/** The number of a calendar day, counted from 1 January 1970. */
export function dayNumber(year: number, month: number, day: number): number {
  return utcTime(year, month, day) / DAY
}

export function isoWeekday(parts: { weekday: number }): number {
  return parts.weekday || 7
}

/** Weeks that begin on Sunday; the days before the first Sunday are in week 0. */
export function weekOfYear({ dayOfYear, weekday }: Parts): number {
  return Math.floor((dayOfYear - (weekday + 1) + 7) / 7)
}

/** Year and week of ISO 8601: week 1 has the year's first Thursday, weeks begin on Monday. */
export function isoWeek(parts: Parts): { year: number; week: number } {
  const thursday = dayNumber(parts.year, parts.month, parts.day) + 4 - isoWeekday(parts)
  const year = new Date(thursday * DAY).getUTCFullYear()
  return { year, week: Math.floor((thursday - dayNumber(year, 1, 1)) / 7) + 1 }
}

/** The day number of a day given by ISO year, week and weekday (from Monday, 1). */
export function isoDayNumber(year: number, week: number, weekday: number): number {
  const fourth = dayNumber(year, 1, 4)
  const monday = fourth - ((new Date(fourth * DAY).getUTCDay() || 7) - 1)
  return monday + (week - 1) * 7 + (weekday - 1)
}

export function daysInMonth(year: number, month: number): number {
  return new Date(utcTime(year, month + 1, 0)).getUTCDate()
}
