import { fail } from '../../../errors.ts'
import { isoWeek, isoWeekday, type Parts, partsOf, weekOfYear } from './parts.ts'
import { UTC, type Zone } from './zones.ts'

export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, '0')
}

function year(value: number): string {
  if (value < 0 || value > 9999)
    fail('Location18537', `$dateToString is only defined on year 0-9999, tried to use year ${value}`)
  return pad(value, 4)
}

function offsetText(seconds: number): string {
  const minutes = Math.trunc(Math.abs(seconds) / 60)
  return `${seconds < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60), 2)}${pad(minutes % 60, 2)}`
}

const SPECIFIERS: Record<string, (parts: Parts) => string> = {
  d: (parts) => pad(parts.day, 2),
  G: (parts) => year(isoWeek(parts).year),
  H: (parts) => pad(parts.hour, 2),
  j: (parts) => pad(parts.dayOfYear, 3),
  L: (parts) => pad(parts.millisecond, 3),
  m: (parts) => pad(parts.month, 2),
  M: (parts) => pad(parts.minute, 2),
  S: (parts) => pad(parts.second, 2),
  w: (parts) => String(parts.weekday + 1),
  u: (parts) => String(isoWeekday(parts)),
  U: (parts) => pad(weekOfYear(parts), 2),
  V: (parts) => pad(isoWeek(parts).week, 2),
  Y: (parts) => year(parts.year),
  b: (parts) => (MONTHS[parts.month - 1] as string).slice(0, 3),
  B: (parts) => MONTHS[parts.month - 1] as string,
  z: (parts) => offsetText(parts.offset),
  Z: (parts) => String(Math.trunc(parts.offset / 60)),
  '%': () => '%',
}

/** Throws for a format with an unknown specifier or a `%` at its end. */
export function checkFormat(format: string, known: Record<string, unknown> = SPECIFIERS): void {
  for (let i = 0; i < format.length; i++) {
    if (format[i] !== '%') continue
    const letter = format[++i]
    if (letter === undefined) fail('Location18535', "Unmatched '%' at end of format string")
    if (!Object.hasOwn(known, letter))
      fail('Location18536', `Invalid format character '%${letter}' in format string`)
  }
}

/** A moment as text by MongoDB's format specifiers (`%Y-%m-%d` …). The format has been checked. */
export function formatDate(date: Date, format: string, zone: Zone): string {
  const parts = partsOf(date.getTime(), zone)
  return format.replace(/%(.)/gs, (_match, letter: string) => SPECIFIERS[letter]?.(parts) ?? '')
}

export const ISO_FORMAT_UTC = '%Y-%m-%dT%H:%M:%S.%LZ'
export const ISO_FORMAT_LOCAL = '%Y-%m-%dT%H:%M:%S.%L'

/** A moment as ISO 8601 in UTC, as `$toString` writes it. */
export function formatIso(date: Date): string {
  return formatDate(date, ISO_FORMAT_UTC, UTC)
}
